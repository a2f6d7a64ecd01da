"""The Panel's published answers to questions, as they stood on its site in 2026."""

from datetime import date

from candour.rulebook.language.citations import Edition

EDITION = Edition(
    key="panel-answers-2026",
    title="Child Safeguarding Practice Review Panel: frequently asked questions",
    publisher="Child Safeguarding Practice Review Panel",
    subject="children",
    in_force_from=date(2018, 6, 29),
    in_force_until=None,
    link="https://childsafeguarding.independent-panel.uk/about/faqs/",
    note="The answers were read in 2026. The Panel has worked since 29 June 2018; older wording was not seen.",
)
