;;; blamelint.el --- blamelint in Eglot  -*- lexical-binding: t; -*-

;; Eglot is part of Emacs from version 29 on, and a package (`eglot', on Debian `elpa-eglot') before.
;;
;;   (load "…/blamelint.el")
;;   (add-hook 'markdown-mode-hook #'eglot-ensure)
;;
;; Settings have the names of a config file; what a project's config says goes before them:
;;
;;   (setq-default eglot-workspace-configuration '(:blamelint (:profile "strict")))

;;; Code:

(require 'eglot)

(defgroup blamelint nil
  "Wording in incident reviews that blames people."
  :group 'eglot)

(defcustom blamelint-command '("blamelint" "lsp")
  "The program that serves, and its arguments."
  :type '(repeat string))

;; `text-mode' is left out, for the modes of many other languages derive from it.
(add-to-list 'eglot-server-programs
             '((markdown-mode gfm-mode markdown-ts-mode) . (lambda (&rest _) blamelint-command)))

(provide 'blamelint)
;;; blamelint.el ends here
