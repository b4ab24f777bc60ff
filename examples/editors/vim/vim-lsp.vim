" blamelint in vim-lsp. Put this into your vimrc.

augroup blamelint_vim_lsp
  autocmd!
  autocmd User lsp_setup call lsp#register_server({
  \   'name': 'blamelint',
  \   'cmd': {server_info -> ['blamelint', 'lsp']},
  \   'allowlist': ['markdown', 'text', 'gitcommit'],
  \   'root_uri': {server_info -> lsp#utils#path_to_uri(lsp#utils#find_nearest_parent_file_directory(
  \       lsp#utils#get_buffer_path(), ['blamelint.toml', '.blamelint.toml', 'pyproject.toml', '.git/']))},
  \   'workspace_config': {'blamelint': get(g:, 'blamelint_settings', {})},
  \ })
augroup END
