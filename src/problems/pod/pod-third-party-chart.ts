import type { Target } from '../../evidence/subject.ts';
import { knownChart } from '../charts.ts';
import { reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { helm, note, word, type Step } from '../step.ts';

export interface PodThirdPartyChart {
  readonly owner: Target;
  /** Name of one whose values are known. */
  readonly chart: string;
  readonly version: string;
  readonly release?: string;
  /** Whatever else than Helm itself keeps the workload as it is. */
  readonly keptBy?: string;
}

function setValues({ owner, chart, version, release, keptBy }: PodThirdPartyChart): readonly Step[] {
  const known = knownChart(chart);
  if (known === undefined) return [note('Label the pods by the values of the chart.')];
  const [flag, value] = known.labels;
  const account = note(`The client id belongs in the values too: ${known.clientId}.`);
  if (keptBy !== undefined) return [note(`In the values of the chart that ${keptBy} has, set ${value} (${flag === '--set-string' ? 'as a string: "true"' : 'true'}).`), account];
  const place = ['--version', word(version, 'label-value', 'version'), '-n', word(owner.namespace, 'dns-name', 'namespace')];
  return [helm('set the value of the chart; new pods follow', 'upgrade', word(release, 'dns-name', 'release'), known.name, '--repo', known.repository, ...place, '--reuse-values', flag, value), account];
}

export const podThirdPartyChart = defineProblem<PodThirdPartyChart>({
  code: 'WI314',
  name: 'pod-third-party-chart',
  link: 'pod',
  title: 'The chart was not told to label its pods',
  brief: 'the chart was not told to label its pods',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'pod-predates-label' }],
  what: ({ owner, chart }) => `The pods of ${reference(owner)}, which the chart ${chart} makes, lack the label azure.workload.identity/use: "true"`,
  why: () => 'The webhook selects pods by this label, and a chart puts it on its pods only where its values say so. A label that is set on the workload by hand goes with the next upgrade.',
  evidence: ({ chart, version }) => [{ label: 'chart', value: `${chart}-${version}`, of: 'label helm.sh/chart' }],
  fix: setValues,
  example: {
    owner: { kind: 'deployment', namespace: 'external-secrets', name: 'external-secrets' },
    chart: 'external-secrets',
    version: '0.10.4',
    release: 'external-secrets',
  },
});
