/** For Windows PowerShell 5.1 and PowerShell 7. No choice is ever evaluated. */
export function powershellScript(program: string): string {
  return `# PowerShell completion for ${program}

Register-ArgumentCompleter -Native -CommandName '${program}', '${program}.exe' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $words = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.StartOffset -lt $cursorPosition } | ForEach-Object {
        $length = [Math]::Min($_.Extent.EndOffset, $cursorPosition) - $_.Extent.StartOffset
        $_.Extent.Text.Substring(0, $length) -replace '[''"]', ''
    })
    $typed = if ($wordToComplete -eq '' -or $words.Count -eq 0) { '' } else { $words[-1] }
    if ($wordToComplete -eq '') {
        # before 7.3 PowerShell leaves out an empty argument, unless it has quotes of its own
        $legacy = $PSVersionTable.PSVersion -lt [Version]'7.3' -or "$PSNativeCommandArgumentPassing" -eq 'Legacy'
        $words += if ($legacy) { '""' } else { '' }
    }

    $flag = if ($typed -match '^-[^=]*=') { $Matches[0] } else { '' }
    $program = "$($commandAst.CommandElements[0].Extent.Text)" -replace '[''"]', ''
    if (-not (Get-Command -Name $program -CommandType Application -ErrorAction Ignore)) { $program = '${program}' }
    $directive = 0
    $choices = @(& $program __complete @words 2>$null | ForEach-Object {
        if ($_ -match '^:(\\d+)$') {
            $directive = [int]$Matches[1]
        } elseif ($_ -ne '') {
            $text, $summary = $_ -split "\`t", 2
            $word = "$flag$text"
            # a comma makes a list of what it parts
            $reply = if ($word.Contains(',')) { "'$word'" } else { $word }
            $tip = if ($summary) { $summary } else { $text }
            [System.Management.Automation.CompletionResult]::new($reply, $text, 'ParameterValue', $tip)
        }
    })
    if ($choices.Count -gt 0) { return $choices }
    # nothing at all would make PowerShell offer files
    if ($directive -band 5) { return '' }
}
`;
}
