" blamelint in ALE. Put this into your vimrc, below the line that loads ALE.
"
" `g:blamelint_settings` may hold settings, with the names of a config file.

function! BlamelintRoot(buffer) abort
  for l:name in ['blamelint.toml', '.blamelint.toml', 'pyproject.toml']
    let l:found = ale#path#FindNearestFile(a:buffer, l:name)
    if !empty(l:found)
      return fnamemodify(l:found, ':h')
    endif
  endfor
  return fnamemodify(bufname(a:buffer), ':p:h')
endfunction

for [s:filetype, s:language] in [['markdown', 'markdown'], ['text', 'plaintext'], ['gitcommit', 'git-commit']]
  call ale#linter#Define(s:filetype, {
  \   'name': 'blamelint',
  \   'lsp': 'stdio',
  \   'executable': {buffer -> get(g:, 'blamelint_executable', 'blamelint')},
  \   'command': '%e lsp',
  \   'language': s:language,
  \   'project_root': function('BlamelintRoot'),
  \   'initialization_options': {buffer -> get(g:, 'blamelint_settings', {})},
  \})
endfor

" ALE runs nothing on plain text unless it is told to.
let g:ale_linters = extend(get(g:, 'ale_linters', {}), {'text': ['blamelint']}, 'keep')
