-- Opens the draft that TASK names, notes what Neovim shows, applies a code action and notes what came of it.

local PATIENCE = 60000 -- milliseconds

local function read(path)
  local file = assert(io.open(path, 'rb'))
  local text = file:read('*a')
  file:close()
  return text
end

local task = vim.json.decode(read(os.getenv('TASK')))

local function answer(said)
  local file = assert(io.open(task.answer, 'wb'))
  file:write(vim.json.encode(said))
  file:close()
end

local function shown()
  local found = {}
  for _, each in ipairs(vim.diagnostic.get(0)) do
    local line = vim.api.nvim_buf_get_lines(0, each.lnum, each.lnum + 1, true)[1]
    table.insert(found, {
      rule = each.code or each.user_data.lsp.code,
      line = each.lnum,
      text = line:sub(each.col + 1, each.end_col),
      column = each.col,
      source = each.source,
    })
  end
  return found
end

local function wait_for(what, holds)
  if not vim.wait(PATIENCE, holds, 20) then
    error(what .. ' never came; there is ' .. vim.inspect(shown()))
  end
end

local function client()
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  return get()[1]
end

local function main()
  require('blamelint').setup { cmd = task.server, settings = task.settings }
  vim.cmd('filetype on')
  vim.cmd('edit ' .. vim.fn.fnameescape(task.draft))
  wait_for(task.rule, function()
    local now = shown()
    return #now > 0 and #vim.tbl_filter(function(each) return each.rule ~= task.rule end, now) == 0
  end)
  local said = { before = shown(), fileformat = vim.bo.fileformat }

  if task.action then
    local titles = {}
    vim.ui.select = function(items, _, choose)
      for _, item in ipairs(items) do
        local action = item.action or item[2]
        table.insert(titles, action.title)
        if action.title:find(task.action, 1, true) then
          choose(item)
          return
        end
      end
      choose(nil)
    end
    local first = vim.diagnostic.get(0)[1]
    vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })
    local tick = vim.b.changedtick
    vim.lsp.buf.code_action()
    if not vim.wait(PATIENCE, function() return vim.b.changedtick ~= tick end, 20) then
      error('no code action changed the buffer; there were: ' .. vim.inspect(titles))
    end
    local moved = said.before[1].column
    wait_for('a diagnostic of the new text', function()
      local now = shown()
      return #now == 1 and now[1].column < moved
    end)
    said.after = shown()
    said.lines = vim.api.nvim_buf_get_lines(0, 0, -1, true)
    vim.cmd('write')
  end

  vim.lsp.stop_client(client().id)
  wait_for('the end of the server', function() return client() == nil end)
  answer(said)
end

local done, problem = xpcall(main, debug.traceback)
if not done then
  answer { error = problem }
end
vim.cmd('qall!')
