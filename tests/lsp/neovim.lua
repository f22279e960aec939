-- Opens the seed in Neovim (0.7 and later) with `gouji lsp`: the diagnostics stand where they should, a quick fix is applied, an edit makes
-- a slip and another one mends it. Ends with status 1 at the first thing that is not so.

local function say(text)
  io.stdout:write(text .. "\n")
end

local function steps()
  vim.cmd("edit " .. vim.fn.fnameescape(os.getenv("GOUJI_SEED")))
  vim.bo.modeline = false
  local buffer = vim.api.nvim_get_current_buf()
  local id = vim.lsp.start_client({
    name = "gouji",
    cmd = { os.getenv("GOUJI"), "lsp" },
    root_dir = vim.fn.getcwd(),
    init_options = { hints = false },
  })
  assert(id, "the server does not start")
  assert(vim.lsp.buf_attach_client(buffer, id), "the server is not attached")

  local function find(code)
    for _, found in ipairs(vim.diagnostic.get(buffer)) do
      if found.code == code then
        return found
      end
    end
  end
  local function wait(what, so)
    assert(vim.wait(20000, so, 10), "waited in vain until " .. what)
    say("seen: " .. what)
  end
  -- The bytes of a diagnostic are those of the text that it is about.
  local function stands_at(found, text)
    local line = vim.api.nvim_buf_get_lines(buffer, found.lnum, found.lnum + 1, true)[1]
    local covered = line:sub(found.col + 1, found.end_col)
    assert(covered == text, ("%s stands at %s instead of %s"):format(found.code, covered, text))
  end

  wait("the seed is checked", function()
    return find("unit/percent-vs-point") ~= nil
  end)
  local points = find("unit/percent-vs-point")
  stands_at(points, "6.3%")
  stands_at(find("unit/jargon-unit"), "延长米")
  assert(points.lnum == 8 and points.source == "gouji", "the wrong line")

  -- A quick fix.
  local client = vim.lsp.get_client_by_id(id)
  local line_text = vim.api.nvim_buf_get_lines(buffer, points.lnum, points.lnum + 1, true)[1]
  local _, units = vim.str_utfindex(line_text, points.col)
  local at = { line = points.lnum, character = units }
  local answers = vim.lsp.buf_request_sync(buffer, "textDocument/codeAction", {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = { start = at, ["end"] = at },
    context = { diagnostics = {} },
  }, 20000)
  local actions = answers and answers[id] and answers[id].result or {}
  local applied
  for _, action in ipairs(actions) do
    if action.title:find("6.3个百分点", 1, true) then
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
      applied = true
    end
  end
  assert(applied, "no quick fix: " .. vim.inspect(actions))
  local line = vim.api.nvim_buf_get_lines(buffer, 8, 9, true)[1]
  assert(line:find("6.3个百分点", 1, true), "the fix is not in the text")
  wait("the fixed place is silent", function()
    local left = find("unit/percent-vs-point")
    return left ~= nil and left.lnum ~= 8
  end)

  -- A slip, behind characters of four bytes, and its cure.
  local slip = "𠮷祥😀：一般公共预算支出4.13亿元，其中民生支出3.37亿元，占一般公共预算支出的91.6%。"
  vim.api.nvim_buf_set_lines(buffer, -1, -1, true, { slip })
  wait("the slip is found", function()
    return find("arith/share-of-total") ~= nil
  end)
  local share = find("arith/share-of-total")
  stands_at(share, "91.6%")
  vim.api.nvim_buf_set_text(buffer, share.lnum, share.col, share.lnum, share.col + 1, { "8" })
  wait("the slip is mended", function()
    return find("arith/share-of-total") == nil
  end)
  vim.lsp.stop_client(id)
end

local fine, why = xpcall(steps, debug.traceback)
say(fine and "all steps done" or why)
vim.cmd(fine and "qall!" or "cquit 1")
