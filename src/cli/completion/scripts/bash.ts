import { functionName } from './function-name.ts';

/** For bash 3.2 and newer; needs nothing of the package bash-completion. No choice is ever evaluated. */
export function bashScript(program: string): string {
  const name = functionName(program);
  return `# bash completion for ${program}

${name}() {
  local directive=0 rest=\${COMP_LINE:0:COMP_POINT} tab=$'\\t' quotes=$'[\\\\\\\\"\\']'
  local word glue piece typed flag='' program line entry cut action i
  local words=() choices=() summaries=()
  COMPREPLY=()

  # bash parts words at = : and @; what no space parts is one word again
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]} glue=yes
    if [[ $rest == [[:space:]]* ]]; then
      rest=\${rest#"\${rest%%[![:space:]]*}"} glue=
    fi
    # the part behind the cursor does not count
    if ((i == COMP_CWORD)); then word=$rest piece=$rest; fi
    rest=\${rest#"$word"}
    if [[ -n $glue && \${#words[@]} -gt 0 ]]; then
      words[\${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
  done
  if [[ $piece == *[=:@] ]]; then piece=; fi

  # quotes are taken away; nothing is expanded but a leading ~
  words+=("$piece")
  for ((i = 0; i < \${#words[@]}; i++)); do
    word=\${words[i]//$quotes/}
    if [[ $word == "~/"* ]]; then word=$HOME/\${word#"~/"}; fi
    words[i]=$word
  done
  piece=\${words[\${#words[@]} - 1]}
  unset "words[\${#words[@]} - 1]"

  program=\${words[0]}
  if ! type -P -- "$program" >/dev/null; then program=${program}; fi
  while IFS= read -r line; do
    if [[ $line =~ ^:[0-9]+$ ]]; then
      directive=\${line#:}
    elif [[ -n $line ]]; then
      choices+=("\${line%%"$tab"*}")
      entry=
      if [[ $line == *"$tab"* ]]; then entry=\${line#*"$tab"}; fi
      summaries+=("$entry")
    fi
  done < <("$program" __complete "\${words[@]:1}" 2>/dev/null </dev/null)

  typed=\${words[\${#words[@]} - 1]}
  if [[ $typed == -*=* ]]; then
    flag=\${typed%%=*}= typed=\${typed#*=}
  fi

  if ((\${#choices[@]} == 0 && (directive & 5) == 0)); then
    action=-f
    if ((directive & 16)); then action=-d; fi
    while IFS= read -r line; do choices+=("$line") summaries+=(''); done < <(compgen "$action" -- "$typed")
    compopt -o filenames 2>/dev/null
  fi
  if ((directive & 2)); then compopt -o nospace 2>/dev/null; fi

  # bash puts a reply in the place of the last piece alone
  cut=$((\${#typed} - \${#piece}))
  # but an @ it keeps with what follows
  if ((cut > 0)) && [[ \${typed:cut-1:1} == @ ]]; then cut=$((cut - 1)); fi
  if ((cut < 0)); then cut=0; else flag=; fi
  for ((i = 0; i < \${#choices[@]}; i++)); do
    entry=$flag\${choices[i]:cut}
    # where the choices are only shown, so is what they mean
    case \${COMP_TYPE:-9} in
      63 | 33 | 64)
        if [[ \${#choices[@]} -gt 1 && -n \${summaries[i]} ]]; then
          printf -v entry '%-22s  (%s)' "$entry" "\${summaries[i]}"
          entry=\${entry:0:\${COLUMNS:-80} - 1}
        fi
        ;;
    esac
    COMPREPLY+=("$entry")
  done
}

complete -F ${name} ${program}
`;
}
