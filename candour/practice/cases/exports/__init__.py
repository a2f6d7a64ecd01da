"""The papers that go out of a case: letters, forms, the report, the chronology, the tracker."""
