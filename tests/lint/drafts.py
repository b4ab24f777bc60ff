"""Whole drafts for the tests of the core, each with findings in several blocks and much innocent prose around them."""

from __future__ import annotations

BLAMING = """\
---
title: Tariff upload of 3 March
authors: [Wanjiru Otieno, ravi.k]
---

# Tariff upload, 3 March

Wanjiru uploaded the wrong tariff file and took the billing run down. She should have compared the two
files first. The outage was caused by human error, and it was completely unacceptable.

## Timeline

- 09:10 The upload job started on `billing-7`.
- 09:12 @ravi.k deleted the lock file, which stopped every till in the **north** region.
- 09:40 The responders rolled the file back.

## What went wrong

| Factor | Notes |
|---|---|
| Review | The reviewer failed to notice the empty column. |
| Tooling | The form has no check for the season. |

> The customer wrote: your team was careless.

## Action items

- [ ] Remind everyone to double-check the season (owner: Wanjiru).
- [ ] Add a check for the season to the form (owner: Ravi, BILL-77).
"""

CALM = """\
# Cold store, 12 June

The compressor stopped at 02:10 because its valve reports open when the cable is cut. The panel showed a green
light, so the night crew went on with the inventory.

## Timeline

- 02:10 Compressor 2 stopped.
- 02:31 The temperature alarm reached the pager.
- 02:40 Efua restarted the compressor by hand.

## Contributing factors

- The valve has no second sensor.
- The alarm limit was set for the old stock.

## Action items

- [ ] Add a second sensor to the valve (owner: Efua, COLD-12, due 2026-08-01).
"""

ODD = """\
# 😀 Störung – “heute”

Zoë’s commit 🚀 broke the **e\u0301tage** lift; she *should’ve* asked.\r\nNobody\u00a0tested it.\r\n\r\n\
Then\u2028the on-call forgot\tto restart it &amp; left\\. `code` Obviously, nobody cared!!!

* nested
  * The operator's failure
    to read the log caused it
"""

DRAFTS = {"blaming": BLAMING, "calm": CALM, "odd": ODD}
