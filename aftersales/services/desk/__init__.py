"""What agents do at the desk: one file for each thing, every act of it in the audit trail."""
