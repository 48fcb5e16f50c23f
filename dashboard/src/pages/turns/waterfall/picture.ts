/** A waterfall as a picture, for a slide or a message: its open rows under the turn's name, on an opaque background. */

import type { Turn } from '../../../api/types';
import { inks } from '../../../charts/palette';
import * as format from '../../../format';
import type { Theme } from '../../../theme';
import { whoOf } from '../turn-words';
import { kindOf } from './kinds';
import type { Span, SpanList } from './spans';
import { placeOf, ticksOf, tickText, type Zoom } from './zoom';

const WIDTH = 1400;
const ROW = 22;
const HEAD = 104;
const FOOT = 32;
/** In pixels: taller pictures open badly, and browsers draw none that are much taller. */
const MAX_HEIGHT = 4_000;

const MARGIN = 24;
const BARS = { left: 470, right: WIDTH - 250 };
const COLUMNS = [
  { name: 'Duration', right: WIDTH - 166 },
  { name: 'Tokens', right: WIDTH - 96 },
  { name: 'Cost', right: WIDTH - MARGIN },
] as const;
const DANGER = { light: '#c81e1e', dark: '#f87171' } as const;

interface Asked {
  turn: Turn;
  list: SpanList;
  shown: readonly Span[];
  zoom: Zoom;
  theme: Theme;
}

interface Picture {
  readonly picture: Blob;
  /** How many fit. */
  readonly rows: number;
}

/** Draws the rows that fit, as a PNG. */
export async function waterfallPicture(asked: Asked): Promise<Picture> {
  const { shown } = asked;
  const rows = Math.min(shown.length, Math.floor((MAX_HEIGHT - HEAD - FOOT) / ROW));
  const height = HEAD + rows * ROW + FOOT;
  // Sharp also on a large screen, where that fits.
  const scale = Math.min(2, MAX_HEIGHT / height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(WIDTH * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (context === null) {
    throw new Error('This browser draws no pictures.');
  }
  context.scale(scale, scale);
  new Drawing(context, asked, height).draw(rows);
  return { picture: await blobOf(canvas), rows };
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('The picture is too large.')) : resolve(blob)));
  });
}

class Drawing {
  readonly #context: CanvasRenderingContext2D;
  readonly #asked: Asked;
  readonly #height: number;
  readonly #inks: ReturnType<typeof inks>;

  constructor(context: CanvasRenderingContext2D, asked: Asked, height: number) {
    this.#context = context;
    this.#asked = asked;
    this.#height = height;
    this.#inks = inks(asked.theme);
  }

  draw(rows: number): void {
    const context = this.#context;
    context.fillStyle = this.#inks.background;
    context.fillRect(0, 0, WIDTH, this.#height);
    context.textBaseline = 'middle';
    this.#title();
    this.#axis();
    this.#asked.shown.slice(0, rows).forEach((span, row) => {
      this.#row(span, HEAD + row * ROW);
    });
    const { length } = this.#asked.shown;
    if (rows < length) {
      const cut = `Cut: the first ${format.exactCount(rows)} of ${format.exactCount(length)} rows.`;
      this.#text(cut, MARGIN, this.#height - FOOT / 2, { color: this.#inks.strong, weight: 600 });
    }
  }

  #title(): void {
    const { turn } = this.#asked;
    const { text, strong } = this.#inks;
    this.#text(`Turn of ${whoOf(turn)}`, MARGIN, 30, { color: strong, size: 20, weight: 600 });
    const facts = [
      format.time(turn.begun_at),
      format.elapsed(turn.duration_ms),
      format.usd(turn.cost_usd),
      turn.models.join(', '),
      turn.id,
    ];
    this.#text(facts.filter((fact) => fact !== '').join(' · '), MARGIN, 56, { color: text, size: 13 });
  }

  #axis(): void {
    const { text, line } = this.#inks;
    for (const { name, right } of COLUMNS) {
      this.#text(name, right, HEAD - 14, { color: text, align: 'right' });
    }
    this.#context.fillStyle = line;
    this.#context.fillRect(MARGIN, HEAD - 1, WIDTH - 2 * MARGIN, 1);
    for (const tick of ticksOf(this.#asked.zoom, 6)) {
      const x = this.#x(tick);
      this.#context.fillStyle = line;
      this.#context.fillRect(x, HEAD - 22, 1, this.#height - HEAD - FOOT + 22);
      if (x < BARS.right - 50) {
        this.#text(tickText(tick), x + 4, HEAD - 14, { color: text });
      }
    }
  }

  #row(span: Span, top: number): void {
    const { node, label, isError } = span;
    const { list, theme } = this.#asked;
    const { text, strong } = this.#inks;
    const middle = top + ROW / 2;
    const { color } = kindOf(node.kind);
    const indent = Math.min(140 / Math.max(list.depth - 1, 1), 14) * (span.level - 1);
    const left = MARGIN + indent;
    this.#context.fillStyle = color;
    this.#context.fillRect(left, middle - 4, 8, 8);
    const ending = isError ? '✕ failed' : node.outcome === 'rejected' ? '⊘ refused' : '';
    const room = BARS.left - left - 24 - (ending === '' ? 0 : 64);
    this.#text(label, left + 14, middle, { color: strong, width: room });
    if (ending !== '') {
      this.#text(ending, BARS.left - 10, middle, {
        color: isError ? DANGER[theme] : strong,
        align: 'right',
        weight: 600,
      });
    }
    this.#bar(span, top + 5, color);
    const figures = [
      format.elapsed(node.duration_ms),
      span.tokens === null ? '' : format.count(span.tokens),
      span.costUsd === null ? '' : format.usd(span.costUsd),
    ];
    COLUMNS.forEach(({ right }, index) => {
      this.#text(figures[index] ?? '', right, middle, { color: text, align: 'right' });
    });
  }

  #bar({ node, isError }: Span, top: number, color: string): void {
    const from = Math.max(this.#x(node.offset_ms), BARS.left);
    const to = Math.min(this.#x(node.offset_ms + node.duration_ms), BARS.right);
    if (to < BARS.left || from > BARS.right) {
      return;
    }
    const context = this.#context;
    const [width, height] = [Math.max(to - from, 2), ROW - 10];
    context.save();
    context.beginPath();
    context.rect(from, top, width, height);
    context.clip();
    if (node.kind === 'blocked_on_user') {
      context.strokeStyle = color;
      context.lineWidth = 4;
      for (let x = from - height; x < from + width; x += 9) {
        context.beginPath();
        context.moveTo(x, top + height);
        context.lineTo(x + height, top);
        context.stroke();
      }
    } else {
      context.fillStyle = color;
      context.fillRect(from, top, width, height);
    }
    context.restore();
    if (isError) {
      context.strokeStyle = DANGER[this.#asked.theme];
      context.lineWidth = 2;
      context.strokeRect(from, top, width, height);
    }
  }

  #x(offsetMs: number): number {
    return BARS.left + (placeOf(offsetMs, this.#asked.zoom) / 100) * (BARS.right - BARS.left);
  }

  #text(
    text: string,
    x: number,
    y: number,
    style: { color: string; size?: number; weight?: number; align?: CanvasTextAlign; width?: number },
  ): void {
    const context = this.#context;
    const { color, size = 12, weight = 400, align = 'left', width } = style;
    context.font = `${weight} ${size}px system-ui, sans-serif`;
    context.fillStyle = color;
    context.textAlign = align;
    context.fillText(width === undefined ? text : shortened(context, text, width), x, y);
  }
}

function shortened(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) {
    return text;
  }
  let length = text.length - 1;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > width) {
    length -= 1;
  }
  return `${text.slice(0, length)}…`;
}
