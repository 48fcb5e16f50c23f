# Makes Claude Code on this machine report to Thinspan. To be run as SYSTEM or as an administrator, by Intune
# (Devices > Scripts and remediations) or any tool that runs PowerShell 5.1 or newer.
# Settings of other origin stay as they are: Claude Code (2.1.83 or newer) merges every file of managed-settings.d.
# Safe to run again. A file of ours with another content is kept beside the new one, as .backup.
$ErrorActionPreference = 'Stop'

# Not $env:ProgramFiles, which is another folder in the 32-bit PowerShell that Intune starts. Who may write here is
# inherited from it: administrators; everybody may read.
$directory = {{DIRECTORY}}
$file = Join-Path $directory '50-thinspan.json'

$principal = [Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()
if (-not $principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {
    throw 'Run this as SYSTEM or as an administrator.'
}

$settings = @'
{{SETTINGS}}
'@
{{WHO}}
New-Item -ItemType Directory -Force -Path $directory | Out-Null
if ((Test-Path -LiteralPath $file) -and ([IO.File]::ReadAllText($file) -ceq $settings)) {
    Write-Output "$file is up to date."
    exit 0
}
# Written beside its place and moved there: nobody ever reads half a file. A name with a dot is not read at all.
$new = Join-Path $directory ('.50-thinspan.' + [Guid]::NewGuid().ToString('N'))
# UTF-8 without a byte order mark, which PowerShell 5.1 would write.
[IO.File]::WriteAllText($new, $settings, (New-Object Text.UTF8Encoding $false))
if (Test-Path -LiteralPath $file) {
    [IO.File]::Replace($new, $file, "$file.backup")
} else {
    [IO.File]::Move($new, $file)
}
Write-Output "$file was written."
