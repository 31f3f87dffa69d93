import type { EvidenceLine } from './report.ts';
import { markDifference } from '../terminal/difference.ts';
import { foreign, visible } from '../terminal/foreign.ts';
import { paint, shown } from '../terminal/style.ts';
import type { Style } from '../terminal/style.ts';
import { columns, pad, wrapText } from '../terminal/wrap.ts';

const indent = '    ';
/* Names of credentials can have 120 characters; the values need the room, and the commands below name them whole. */
const widestLabel = 24;

/** Draws what was seen, label beside value; what was presented and what comes nearest to it with the difference marked. */
export function drawEvidence(evidence: readonly EvidenceLine[], style: Style): string[] {
  const labels = evidence.map((line) => labelOf(line, style));
  const width = Math.max(0, ...labels.map(columns));
  const starts = labels.map((label) => `${indent}${pad(label, width)}  `);
  const presentedBefore = (at: number): number => evidence.findLastIndex((line, index) => index < at && line.label === 'presented');
  const isPaired = (at: number): boolean => evidence.some((line, index) => line.label === 'nearest' && presentedBefore(index) === at);
  return evidence.flatMap((line, at) => {
    const start = starts[at] ?? indent;
    const before = line.label === 'nearest' ? presentedBefore(at) : -1;
    const presented = evidence[before];
    if (presented !== undefined) return drawPair([starts[before] ?? indent, presented.value], [start, line.value], style);
    return isPaired(at) ? [] : drawLine(line, start, style);
  });
}

/** Gathers the evidence of several candidates, each line once. */
export function sharedEvidence(lists: readonly (readonly EvidenceLine[])[]): EvidenceLine[] {
  return [...new Map(lists.flat().map((line) => [JSON.stringify([line.label, line.value, line.of]), line] as const)).values()];
}

function labelOf(line: EvidenceLine, style: Style): string {
  const label = shown(style, line.label === 'nearest' && line.of !== undefined ? line.of : line.label);
  const ellipsis = style.ascii ? '...' : '…';
  return columns(label) <= widestLabel ? label : [...label].slice(0, widestLabel - ellipsis.length).join('') + ellipsis;
}

function drawLine(line: EvidenceLine, start: string, style: Style): string[] {
  const of = line.of === undefined || line.label === 'nearest' ? '' : ` (${shown(style, line.of)})`;
  if (line.value === '') return [`${start}(empty)${of}`];
  /* White space that one can't see may be the fault itself. */
  if (foreign(line.value) !== line.value || / {2}|^ | $/.test(line.value)) {
    const whole = visible(line.value) + of;
    return / {2}/.test(line.value) ? [start + whole] : wrapText(whole, style.width, start, ' '.repeat(columns(start)));
  }
  return wrapText(shown(style, line.value) + of, style.width, start, ' '.repeat(columns(start)));
}

type Labelled = readonly [start: string, value: string];

function drawPair([presentedStart, presented]: Labelled, [nearestStart, nearest]: Labelled, style: Style): string[] {
  const room = style.width - columns(nearestStart);
  const difference = markDifference(presented, nearest, room, style.ascii ? '...' : '…');
  const gap = ' '.repeat(columns(nearestStart));
  return [
    presentedStart + difference.presented,
    nearestStart + difference.nearest,
    ...(difference.marker === '' ? [] : [gap + paint(style, 'bad', difference.marker)]),
  ];
}
