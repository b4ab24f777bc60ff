"""What can be done about a finding: each module makes offers, and an offer makes its edit when it is chosen."""
