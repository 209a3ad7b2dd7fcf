help-title = The keys
help-everywhere = Everywhere
help-list = In a list
help-forms = In a form
help-foot = F1 opens this page wherever you are.
help-close = Close
