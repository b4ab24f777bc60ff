-- For Neovim 0.11 and later: put this into a `lsp` folder of the runtime path, then `vim.lsp.enable('blamelint')`.
return {
  cmd = { 'blamelint', 'lsp' },
  filetypes = { 'markdown', 'text', 'gitcommit' },
  root_markers = { 'blamelint.toml', '.blamelint.toml', 'pyproject.toml', '.git' },
  settings = {
    -- With the names of a config file. What a project's config says goes before this.
    blamelint = { profile = 'standard' },
  },
}
