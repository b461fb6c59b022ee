"""An executed notebook as a report shows it, with nothing in it that changes from run to run."""

from __future__ import annotations

from nbformat import NotebookNode, v4

from newsparallax.reporting import blocks

LAB = "lab"  # the tag of cells for who works with the notebook: the report leaves them out


def settled(notebook: NotebookNode) -> NotebookNode:
    """The notebook without times, counters and cell ids of its execution."""
    shown = [cell for cell in notebook.cells if LAB not in cell.metadata.get("tags", ())]
    cells = _gathered([_clean(cell) for cell in shown])
    for number, cell in enumerate(cells, 1):
        cell["id"] = f"cell-{number}"
    return v4.new_notebook(cells=cells, metadata={"kernelspec": notebook.metadata.get("kernelspec", {})})


def _gathered(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Cells that show nothing stand together with the cell that shows what they prepared."""
    kept: list[NotebookNode] = []
    for cell in cells:
        if kept and cell.cell_type == "code" == kept[-1].cell_type and not kept[-1].outputs:
            cell.source = f"{kept.pop().source}\n\n{cell.source}"
        kept.append(cell)
    return kept


def _clean(cell: NotebookNode) -> NotebookNode:
    tags = cell.metadata.get("tags", [])
    metadata = {"tags": tags} if tags else {}
    if cell.cell_type != "code":
        return v4.new_markdown_cell(cell.source, metadata=metadata)
    outputs = [_settled(output) for output in cell.outputs]
    return v4.new_code_cell(cell.source, metadata=metadata, outputs=outputs, execution_count=None)


class _Settled(NotebookNode):  # type: ignore[misc]
    """A block that nobody changes any more: copies of the notebook share it (each exporter makes two)."""

    def __deepcopy__(self, memo: object) -> _Settled:
        return self


def _settled(output: NotebookNode) -> NotebookNode:
    kept = NotebookNode({**output, "execution_count": None}) if "execution_count" in output else output
    if block := kept.get("data", {}).get(blocks.MIME):
        kept.data[blocks.MIME] = _Settled(block)
    return kept
