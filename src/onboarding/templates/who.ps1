
# The address of whoever uses this machine: of the account with which it was joined to Microsoft Entra ID. Say here
# how else your fleet knows it.
$join = 'HKLM:\SYSTEM\CurrentControlSet\Control\CloudDomainJoin\JoinInfo\*'
$email = Get-ItemProperty -Path $join | Select-Object -First 1 -ExpandProperty UserEmail
if ($email -notmatch '^\S+@\S+$') {
    throw "No e-mail address: '$email'."
}
$settings = $settings.Replace('{{ADDRESS}}', [Uri]::EscapeDataString($email))
