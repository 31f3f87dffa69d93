/** For zsh 5 and newer, as a file in a folder of fpath or sourced. No choice is ever evaluated. */
export function zshScript(program: string): string {
  const name = `_${program}`;
  return `#compdef ${program}
compdef ${name} ${program}

# zsh completion for ${program}

${name}() {
  local program choice line directive=0
  local -a asked described ending

  # quotes are taken away; nothing is expanded but a leading ~; the part behind the cursor does not count
  asked=("\${(@Q)words[1,CURRENT]}")
  asked[CURRENT]=\${(Q)PREFIX}
  asked=("\${(@)asked/#\\~\\//$HOME/}")
  program=$asked[1]
  whence -p -- "$program" >/dev/null || program=${program}

  for line in "\${(@f)$("$program" __complete "\${(@)asked[2,-1]}" 2>/dev/null </dev/null)}"; do
    if [[ $line == :<-> ]]; then
      directive=\${line#:}
    elif [[ -n $line ]]; then
      # _describe parts choice and meaning at a colon
      choice=\${\${line%%$'\\t'*}//:/\\\\:}
      if [[ $line == *$'\\t'* ]]; then
        described+=("$choice:\${line#*$'\\t'}")
      else
        described+=("$choice")
      fi
    fi
  done

  if [[ $PREFIX == -*=* ]]; then compset -P 1 '*='; fi
  if (( directive & 2 )); then ending=(-S ''); fi
  if (( $#described )); then
    _describe -V -t choices choice described "\${(@)ending}"
  elif (( (directive & 5) == 0 )); then
    if (( directive & 16 )); then _files -/; else _files; fi
  fi
}

# not where the file is sourced
if [ "$funcstack[1]" = "${name}" ]; then
  ${name}
fi
`;
}
