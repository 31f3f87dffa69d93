import { functionName } from './function-name.ts';

/** For fish 3 and newer. No choice is ever evaluated. */
export function fishScript(program: string): string {
  const name = functionName(program);
  return `# fish completion for ${program}

function ${name}
    set -l tokens (commandline -xpc 2>/dev/null; or commandline -opc)
    set -l typed (commandline -ct)
    set -l program $tokens[1]
    set -e tokens[1]
    type -q -- $program; or set program ${program}

    # fish puts a reply in the place of the whole word
    set -l flag ''
    if string match -qr -- '^-[^=]*=' "$typed"
        set flag (string match -r -- '^-[^=]*=' "$typed")
    end

    set -l directive 0
    set -l choices
    for line in ($program __complete $tokens "$typed" 2>/dev/null </dev/null)
        if string match -qr -- '^:[0-9]+$' $line
            set directive (string sub -s 2 -- $line)
        else if test -n "$line"
            set -a choices "$flag$line"
        end
    end

    set -l value (string sub -s (math (string length -- "$flag") + 1) -- "$typed")
    if test (count $choices) -gt 0
        printf '%s\\n' $choices
    else if test $directive -eq 0
        for line in (__fish_complete_path "$value")
            printf '%s\\n' "$flag$line"
        end
    else if test $directive -eq 16
        for line in (__fish_complete_directories "$value")
            printf '%s\\n' "$flag$line"
        end
    end
end

complete -c ${program} -e
complete -c ${program} -f -k -a '(${name})'
`;
}
