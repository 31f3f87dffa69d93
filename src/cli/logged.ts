/** What the logs of a target tell, for its report: each error once, newest first. */
import { loggedErrors } from '../chain/exchange/logged-lines.ts';
import { known, type Answer } from '../evidence/answer.ts';
import type { Owner } from '../evidence/subject.ts';
import type { TargetLogs } from '../evidence/target-logs.ts';
import { problems } from '../problems/registry.ts';
import type { TargetReport } from '../report/report.ts';

/** A log is long, and most errors of one minute have one cause. */
const mostErrors = 10;

export function loggedOf(ofTarget: Answer<TargetLogs>, ofSystem: Answer<TargetLogs>, owner: Owner): TargetReport['logs'] {
  const read = together(ofTarget, ofSystem);
  if (read.state !== 'known') return { errors: [], containers: 0, missing: read.state === 'unknown' ? [read.gap.needs] : [] };
  const { logs, gaps } = read.value;
  return {
    errors: loggedErrors(read.value, owner, () => true)
      .slice(0, mostErrors)
      .map(({ finding, logged }) => ({
        pod: logged.pod,
        container: logged.container,
        previous: logged.previous,
        ...(logged.age === undefined ? {} : { age: logged.age }),
        text: logged.text,
        ...(finding.entra === undefined ? {} : { meaning: finding.entra.meaning }),
        problems: finding.problems.flatMap((name) => problems.filter((problem) => problem.name === name)).map(({ code, name }) => ({ code, problem: name })),
      })),
    containers: new Set(logs.map(({ pod, container }) => `${pod}/${container}`)).size,
    missing: [...new Set(gaps.map(({ needs }) => needs))],
  };
}

/** Where the containers of the target cannot be read, what the others say alone would pass for all. */
function together(ofTarget: Answer<TargetLogs>, ofSystem: Answer<TargetLogs>): Answer<TargetLogs> {
  if (ofTarget.state !== 'known' || ofSystem.state === 'absent') return ofTarget;
  const { readAt, logs, gaps } = ofTarget.value;
  if (ofSystem.state === 'unknown') return known({ readAt, logs, gaps: [...gaps, ofSystem.gap] });
  return known({ readAt, logs: [...logs, ...ofSystem.value.logs], gaps: [...gaps, ...ofSystem.value.gaps] });
}
