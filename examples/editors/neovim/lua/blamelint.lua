-- For Neovim 0.7 to 0.10; from 0.11 on, `lsp/blamelint.lua` does without this.
--
--   require('blamelint').setup {}
--
-- `cmd`, `filetypes` and `settings` may be given; settings have the names of a config file.

local M = {}

local MARKERS = { 'blamelint.toml', '.blamelint.toml', 'pyproject.toml', '.git' }
local by_root = {}

-- The nearest folder above the file that holds a marker, else the current one.
local function root_of(file)
  local folder = vim.fn.fnamemodify(file, ':p:h')
  while true do
    for _, name in ipairs(MARKERS) do
      if vim.loop.fs_stat(folder .. '/' .. name) then
        return folder
      end
    end
    local above = vim.fn.fnamemodify(folder, ':h')
    if above == folder then
      return vim.fn.getcwd()
    end
    folder = above
  end
end

local function start(config, buffer)
  if vim.lsp.start then
    vim.lsp.start(config)
    return
  end
  -- Neovim 0.7 has no `vim.lsp.start`, which shares one server among the buffers of a root.
  local id = by_root[config.root_dir]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    by_root[config.root_dir] = id
  end
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
end

function M.setup(options)
  options = options or {}
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('blamelint', { clear = true }),
    pattern = options.filetypes or { 'markdown', 'text', 'gitcommit' },
    callback = function(event)
      if vim.bo[event.buf].buftype ~= '' then
        return
      end
      start({
        name = 'blamelint',
        cmd = options.cmd or { 'blamelint', 'lsp' },
        root_dir = root_of(vim.api.nvim_buf_get_name(event.buf)),
        -- Neovim 0.7 answers no server that asks for settings, so they are sent at the beginning, too.
        init_options = options.settings,
        settings = { blamelint = options.settings },
      }, event.buf)
    end,
  })
end

return M
