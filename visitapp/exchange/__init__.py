"""Files of other programs: customer lists in CSV, XLSX and vCard."""
