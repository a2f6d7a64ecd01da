"""Page layouts, form rendering and components on the GOV.UK Design System."""
