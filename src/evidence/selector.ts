import type { LabelSelector } from './kubernetes-shapes.ts';

type Labels = { readonly [name: string]: string };

/** Why a label selector does not match, in its own words; undefined where it matches. An empty selector matches all. */
export function mismatchOf(selector: LabelSelector | undefined, labels: Labels): string | undefined {
  for (const [key, value] of Object.entries(selector?.matchLabels ?? {})) {
    if (labels[key] !== value) return `${key}=${value}`;
  }
  for (const { key, operator, values } of selector?.matchExpressions ?? []) {
    if (!expressionHolds(operator, Object.hasOwn(labels, key) ? labels[key] : undefined, values ?? [])) return expressionText(key, operator, values ?? []);
  }
  return undefined;
}

function expressionHolds(operator: string, value: string | undefined, values: readonly string[]): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

function expressionText(key: string, operator: string, values: readonly string[]): string {
  switch (operator) {
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return `${key} ${operator.toLowerCase()} (${values.join(', ')})`;
  }
}

/** A selector as the `labelSelector` parameter of a list takes it. */
export function selectorText(selector: LabelSelector): string {
  return [
    ...Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`),
    ...(selector.matchExpressions ?? []).map(({ key, operator, values }) =>
      operator === 'In' || operator === 'NotIn'
        ? `${key} ${operator.toLowerCase()} (${(values ?? []).join(',')})`
        : expressionText(key, operator, values ?? []),
    ),
  ].join(',');
}
