"""The papers that go out: the matrix, the plan and letters."""
