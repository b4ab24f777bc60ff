;;; emacs.el --- opens the draft that TASK names, notes what Emacs shows and what came of a code action  -*- lexical-binding: t; -*-

(require 'cl-lib)
(require 'json)
(require 'blamelint)

(defvar patience 60 "Seconds.")
(defvar task
  (with-temp-buffer
    (let ((coding-system-for-read 'utf-8))
      (insert-file-contents (getenv "TASK")))
    (json-parse-buffer :object-type 'plist :array-type 'list)))

(defun answer (said)
  (let ((coding-system-for-write 'utf-8-unix))
    (write-region (decode-coding-string (json-serialize said) 'utf-8) nil (plist-get task :answer) nil 'silent)))

(defun shown ()
  (mapcar (lambda (each)
            (let ((beg (flymake-diagnostic-beg each)) (end (flymake-diagnostic-end each)))
              (list :text (buffer-substring-no-properties beg end)
                    :line (1- (line-number-at-pos beg))
                    :column (save-excursion (goto-char beg) (- beg (line-beginning-position)))
                    :message (flymake-diagnostic-text each))))
          (sort (flymake-diagnostics) (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b))))))

(defun wait-for (what holds)
  (let ((end (+ (float-time) patience)))
    (while (not (funcall holds))
      (when (> (float-time) end)
        (error "%s never came; there is %S" what (shown)))
      (accept-process-output nil 0.05))))

(defun has-one-of-the-rule ()
  (let ((now (shown)))
    (and (= (length now) 1) (string-search (plist-get task :rule) (plist-get (car now) :message)))))

(defun act (title)
  "Do the code action that is called TITLE, or that and more, at the first diagnostic."
  (let* ((first (car (flymake-diagnostics))) (last-nonmenu-event ?a) (titles nil))
    (goto-char (flymake-diagnostic-beg first))
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt items &rest _)
                 (setq titles (mapcar #'car items))
                 (or (cl-find-if (lambda (each) (string-search title each)) titles)
                     (error "No such code action among %S" titles)))))
      (eglot-code-actions (flymake-diagnostic-beg first) (flymake-diagnostic-end first) nil t))))

(defun main ()
  (setq blamelint-command (plist-get task :server)
        eglot-sync-connect t
        eglot-connect-timeout patience
        eglot-autoshutdown nil
        create-lockfiles nil
        make-backup-files nil)
  (dolist (asks '(eglot-confirm-server-edits eglot-confirm-server-initiated-edits))
    (when (boundp asks) (set asks nil)))
  ;; The mode is a package of its own; Eglot looks at its name only.
  (unless (require 'markdown-mode nil t)
    (define-derived-mode markdown-mode text-mode "Markdown"))
  (find-file (plist-get task :draft))
  (markdown-mode)
  (apply #'eglot (eglot--guess-contact))
  (flymake-mode 1)
  (flymake-start)
  (wait-for (plist-get task :rule) #'has-one-of-the-rule)
  (let ((said (list :before (vconcat (shown)) :coding (symbol-name buffer-file-coding-system)))
        (column (plist-get (car (shown)) :column)))
    (when (plist-get task :action)
      (act (plist-get task :action))
      ;; It is told when Emacs is idle, which without a terminal it never is.
      (eglot--signal-textDocument/didChange)
      (wait-for "a diagnostic of the new text"
                (lambda () (and (has-one-of-the-rule) (< (plist-get (car (shown)) :column) column))))
      (setq said (append said (list :after (vconcat (shown))
                                    :text (buffer-substring-no-properties (point-min) (point-max)))))
      (save-buffer))
    (eglot-shutdown (eglot-current-server))
    (answer said)))

(condition-case problem
    (main)
  (error (answer (list :error (format "%S" problem)))))
