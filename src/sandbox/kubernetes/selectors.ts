/** Label and field selectors, as objects and as query text. */
import { isRecord, valueAt } from './objects.ts';
import type { ApiObject, LabelSelector } from './objects.ts';
import { badRequest } from './status.ts';

type Labels = Readonly<Record<string, string>>;

/** An empty or absent selector of an object matches everything. */
export function selectorMatches(selector: LabelSelector | undefined, labels: Labels = {}): boolean {
  if (selector === undefined) return true;
  const equal = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return equal && (selector.matchExpressions ?? []).every((each) => expressionMatches(each, labels));
}

function expressionMatches({ key, operator, values = [] }: { key: string; operator: string; values?: readonly string[] }, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
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

const labelKey = String.raw`[A-Za-z0-9]([A-Za-z0-9_./-]*[A-Za-z0-9])?`;
const setTerm = new RegExp(`^(?<key>${labelKey})\\s+(?<operator>in|notin)\\s*\\((?<values>[^()]*)\\)$`);
const equalTerm = new RegExp(`^(?<key>${labelKey})\\s*(?<operator>==|=|!=)\\s*(?<value>[A-Za-z0-9_.-]*)$`);
const existsTerm = new RegExp(`^(?<not>!?)\\s*(?<key>${labelKey})$`);

/** Reads `a=b,c!=d,e in (x,y),!f`; throws 400 for anything else. */
export function parseLabelSelector(text: string): (labels: Labels | undefined) => boolean {
  const terms = text.split(/,(?![^(]*\))/).map((each) => each.trim()).filter((each) => each !== '');
  const expressions = terms.map((term) => {
    const set = setTerm.exec(term)?.groups;
    if (set !== undefined) {
      const values = (set['values'] ?? '').split(',').map((each) => each.trim());
      return { key: set['key'] ?? '', operator: set['operator'] === 'in' ? 'In' : 'NotIn', values };
    }
    const equal = equalTerm.exec(term)?.groups;
    if (equal !== undefined) {
      return { key: equal['key'] ?? '', operator: equal['operator'] === '!=' ? 'NotIn' : 'In', values: [equal['value'] ?? ''] };
    }
    const exists = existsTerm.exec(term)?.groups;
    if (exists !== undefined) return { key: exists['key'] ?? '', operator: exists['not'] === '!' ? 'DoesNotExist' : 'Exists' };
    throw badRequest(`unable to parse requirement: found '${term}', expected: a label selector`);
  });
  return (labels = {}) => expressions.every((each) => expressionMatches(each, labels));
}

const everywhere = ['metadata.name', 'metadata.namespace'];
const selectable: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec.nodeName', 'spec.restartPolicy', 'spec.schedulerName', 'spec.serviceAccountName', 'spec.hostNetwork', 'status.phase', 'status.podIP', 'status.nominatedNodeName'],
  Event: ['involvedObject.kind', 'involvedObject.namespace', 'involvedObject.name', 'involvedObject.uid', 'involvedObject.apiVersion', 'involvedObject.resourceVersion', 'involvedObject.fieldPath', 'reason', 'reportingComponent', 'source', 'type', 'regarding.kind', 'regarding.namespace', 'regarding.name', 'regarding.uid'],
  Namespace: ['status.phase'],
  Node: ['spec.unschedulable'],
  Secret: ['type'],
  ReplicaSet: ['status.replicas'],
  Job: ['status.successful'],
};

/** Reads `metadata.name=x,status.phase!=Running`; throws 400 for a field that this kind can't be selected by. */
export function parseFieldSelector(text: string, kind: string): (object: ApiObject) => boolean {
  const terms = text.split(',').filter((each) => each !== '').map((term) => {
    const parts = /^(?<field>[^=!]+)(?<operator>==|=|!=)(?<value>.*)$/.exec(term)?.groups;
    if (parts === undefined) throw badRequest(`invalid selector: '${text}'; can't understand '${term}'`);
    const field = parts['field'] ?? '';
    if (!everywhere.includes(field) && !(selectable[kind] ?? []).includes(field)) {
      throw badRequest(`field label not supported: ${field}`);
    }
    return { field, equal: parts['operator'] !== '!=', value: parts['value'] ?? '' };
  });
  return (object) =>
    terms.every(({ field, equal, value }) => {
      const actual = valueAt(object, field);
      const same = (isRecord(actual) || actual === undefined ? '' : String(actual)) === value;
      return same === equal;
    });
}

/** The name in `metadata.name=x`, which the API server takes as the name that is asked for. */
export function nameInFieldSelector(text: string): string {
  return /(?:^|,)metadata\.name==?([^,]+)/.exec(text)?.[1] ?? '';
}
