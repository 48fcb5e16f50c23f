interface TooltipLine {
  readonly name: string;
  readonly text: string;
  readonly color?: string | undefined;
}

/**
 * What a place in a chart says, as an element: its texts are text nodes, so no name can smuggle in markup, and
 * its colours are set through the DOM, which the content security policy lets pass.
 */
export function tooltip(title: string, lines: readonly TooltipLine[]): HTMLElement {
  const box = element('div', 'min-w-44 rounded-lg bg-kumo-base p-2.5 text-xs shadow-md ring ring-kumo-line');
  box.append(element('div', 'mb-1.5 font-semibold text-kumo-strong', title));
  for (const line of lines) {
    const row = element('div', 'flex items-center justify-between gap-4 py-0.5 text-kumo-default');
    const name = element('span', 'flex items-center gap-2');
    const dot = element('span', 'size-2.5 rounded-full');
    dot.style.backgroundColor = line.color ?? 'transparent';
    name.append(dot, element('span', 'max-w-60 truncate', line.name));
    row.append(name, element('span', 'font-semibold tabular-nums', line.text));
    box.append(row);
  }
  return box;
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
