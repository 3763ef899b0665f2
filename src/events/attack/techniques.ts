/**
 * The techniques of Enterprise ATT&CK, one a line: its number, its tactics in the order of the matrix, its name, and
 * behind it the numbers and names of its sub-techniques, which all have the tactics of their technique. Those that were
 * withdrawn are here too, since content still names them.
 *
 * Source: MITRE ATT&CK 18.1, (c) 2025 The MITRE Corporation, reproduced and distributed with its permission.
 */
export const TECHNIQUES = `
T1001 TA0011 Data Obfuscation | 001 Junk Data | 002 Steganography | 003 Protocol or Service Impersonation
T1002 TA0010 Data Compressed
T1003 TA0006 OS Credential Dumping | 001 LSASS Memory | 002 Security Account Manager | 003 NTDS | 004 LSA Secrets | 005 Cached Domain Credentials | 006 DCSync | 007 Proc Filesystem | 008 /etc/passwd and /etc/shadow
T1004 TA0003 Winlogon Helper DLL
T1005 TA0009 Data from Local System
T1006 TA0005 Direct Volume Access
T1007 TA0007 System Service Discovery
T1008 TA0011 Fallback Channels
T1009 TA0005 Binary Padding
T1010 TA0007 Application Window Discovery
T1011 TA0010 Exfiltration Over Other Network Medium | 001 Exfiltration Over Bluetooth
T1012 TA0007 Query Registry
T1013 TA0003,TA0004 Port Monitors
T1014 TA0005 Rootkit
T1015 TA0003,TA0004 Accessibility Features
T1016 TA0007 System Network Configuration Discovery | 001 Internet Connection Discovery | 002 Wi-Fi Discovery
T1017 TA0008 Application Deployment Software
T1018 TA0007 Remote System Discovery
T1019 TA0003 System Firmware
T1020 TA0010 Automated Exfiltration | 001 Traffic Duplication
T1021 TA0008 Remote Services | 001 Remote Desktop Protocol | 002 SMB/Windows Admin Shares | 003 Distributed Component Object Model | 004 SSH | 005 VNC | 006 Windows Remote Management | 007 Cloud Services | 008 Direct Cloud VM Connections
T1022 TA0010 Data Encrypted
T1023 TA0003 Shortcut Modification
T1024 TA0011 Custom Cryptographic Protocol
T1025 TA0009 Data from Removable Media
T1026 TA0011 Multiband Communication
T1027 TA0005 Obfuscated Files or Information | 001 Binary Padding | 002 Software Packing | 003 Steganography | 004 Compile After Delivery | 005 Indicator Removal from Tools | 006 HTML Smuggling | 007 Dynamic API Resolution | 008 Stripped Payloads | 009 Embedded Payloads | 010 Command Obfuscation | 011 Fileless Storage | 012 LNK Icon Smuggling | 013 Encrypted/Encoded File | 014 Polymorphic Code | 015 Compression | 016 Junk Code Insertion | 017 SVG Smuggling
T1028 TA0002,TA0008 Windows Remote Management
T1029 TA0010 Scheduled Transfer
T1030 TA0010 Data Transfer Size Limits
T1031 TA0003 Modify Existing Service
T1032 TA0011 Standard Cryptographic Protocol
T1033 TA0007 System Owner/User Discovery
T1034 TA0003,TA0004 Path Interception
T1035 TA0002 Service Execution
T1036 TA0005 Masquerading | 001 Invalid Code Signature | 002 Right-to-Left Override | 003 Rename Legitimate Utilities | 004 Masquerade Task or Service | 005 Match Legitimate Resource Name or Location | 006 Space after Filename | 007 Double File Extension | 008 Masquerade File Type | 009 Break Process Trees | 010 Masquerade Account Name | 011 Overwrite Process Arguments | 012 Browser Fingerprint
T1037 TA0003,TA0004 Boot or Logon Initialization Scripts | 001 Logon Script (Windows) | 002 Login Hook | 003 Network Logon Script | 004 RC Scripts | 005 Startup Items
T1038 TA0003,TA0004,TA0005 DLL Search Order Hijacking
T1039 TA0009 Data from Network Shared Drive
T1040 TA0006,TA0007 Network Sniffing
T1041 TA0010 Exfiltration Over C2 Channel
T1042 TA0003 Change Default File Association
T1043 TA0011 Commonly Used Port
T1044 TA0003,TA0004 File System Permissions Weakness
T1045 TA0005 Software Packing
T1046 TA0007 Network Service Discovery
T1047 TA0002 Windows Management Instrumentation
T1048 TA0010 Exfiltration Over Alternative Protocol | 001 Exfiltration Over Symmetric Encrypted Non-C2 Protocol | 002 Exfiltration Over Asymmetric Encrypted Non-C2 Protocol | 003 Exfiltration Over Unencrypted Non-C2 Protocol
T1049 TA0007 System Network Connections Discovery
T1050 TA0003,TA0004 New Service
T1051 TA0008 Shared Webroot
T1052 TA0010 Exfiltration Over Physical Medium | 001 Exfiltration over USB
T1053 TA0002,TA0003,TA0004 Scheduled Task/Job | 001 At (Linux) | 002 At | 003 Cron | 004 Launchd | 005 Scheduled Task | 006 Systemd Timers | 007 Container Orchestration Job
T1054 TA0005 Indicator Blocking
T1055 TA0004,TA0005 Process Injection | 001 Dynamic-link Library Injection | 002 Portable Executable Injection | 003 Thread Execution Hijacking | 004 Asynchronous Procedure Call | 005 Thread Local Storage | 008 Ptrace System Calls | 009 Proc Memory | 011 Extra Window Memory Injection | 012 Process Hollowing | 013 Process Doppelgänging | 014 VDSO Hijacking | 015 ListPlanting
T1056 TA0006,TA0009 Input Capture | 001 Keylogging | 002 GUI Input Capture | 003 Web Portal Capture | 004 Credential API Hooking
T1057 TA0007 Process Discovery
T1058 TA0003,TA0004 Service Registry Permissions Weakness
T1059 TA0002 Command and Scripting Interpreter | 001 PowerShell | 002 AppleScript | 003 Windows Command Shell | 004 Unix Shell | 005 Visual Basic | 006 Python | 007 JavaScript | 008 Network Device CLI | 009 Cloud API | 010 AutoHotKey & AutoIT | 011 Lua | 012 Hypervisor CLI | 013 Container CLI/API
T1060 TA0003 Registry Run Keys / Startup Folder
T1061 TA0002 Graphical User Interface
T1062 TA0003 Hypervisor
T1063 TA0007 Security Software Discovery
T1064 TA0002,TA0005 Scripting
T1065 TA0011 Uncommonly Used Port
T1066 TA0005 Indicator Removal from Tools
T1067 TA0003 Bootkit
T1068 TA0004 Exploitation for Privilege Escalation
T1069 TA0007 Permission Groups Discovery | 001 Local Groups | 002 Domain Groups | 003 Cloud Groups
T1070 TA0005 Indicator Removal | 001 Clear Windows Event Logs | 002 Clear Linux or Mac System Logs | 003 Clear Command History | 004 File Deletion | 005 Network Share Connection Removal | 006 Timestomp | 007 Clear Network Connection History and Configurations | 008 Clear Mailbox Data | 009 Clear Persistence | 010 Relocate Malware
T1071 TA0011 Application Layer Protocol | 001 Web Protocols | 002 File Transfer Protocols | 003 Mail Protocols | 004 DNS | 005 Publish/Subscribe Protocols
T1072 TA0002,TA0008 Software Deployment Tools
T1073 TA0005 DLL Side-Loading
T1074 TA0009 Data Staged | 001 Local Data Staging | 002 Remote Data Staging
T1075 TA0008 Pass the Hash
T1076 TA0008 Remote Desktop Protocol
T1077 TA0008 Windows Admin Shares
T1078 TA0001,TA0003,TA0004,TA0005 Valid Accounts | 001 Default Accounts | 002 Domain Accounts | 003 Local Accounts | 004 Cloud Accounts
T1079 TA0011 Multilayer Encryption
T1080 TA0008 Taint Shared Content
T1081 TA0006 Credentials in Files
T1082 TA0007 System Information Discovery
T1083 TA0007 File and Directory Discovery
T1084 TA0003 Windows Management Instrumentation Event Subscription
T1085 TA0002,TA0005 Rundll32
T1086 TA0002 PowerShell
T1087 TA0007 Account Discovery | 001 Local Account | 002 Domain Account | 003 Email Account | 004 Cloud Account
T1088 TA0004,TA0005 Bypass User Account Control
T1089 TA0005 Disabling Security Tools
T1090 TA0011 Proxy | 001 Internal Proxy | 002 External Proxy | 003 Multi-hop Proxy | 004 Domain Fronting
T1091 TA0001,TA0008 Replication Through Removable Media
T1092 TA0011 Communication Through Removable Media
T1093 TA0005 Process Hollowing
T1094 TA0011 Custom Command and Control Protocol
T1095 TA0011 Non-Application Layer Protocol
T1096 TA0005 NTFS File Attributes
T1097 TA0008 Pass the Ticket
T1098 TA0003,TA0004 Account Manipulation | 001 Additional Cloud Credentials | 002 Additional Email Delegate Permissions | 003 Additional Cloud Roles | 004 SSH Authorized Keys | 005 Device Registration | 006 Additional Container Cluster Roles | 007 Additional Local or Domain Groups
T1099 TA0005 Timestomp
T1100 TA0003,TA0004 Web Shell
T1101 TA0003 Security Support Provider
T1102 TA0011 Web Service | 001 Dead Drop Resolver | 002 Bidirectional Communication | 003 One-Way Communication
T1103 TA0003,TA0004 AppInit DLLs
T1104 TA0011 Multi-Stage Channels
T1105 TA0011 Ingress Tool Transfer
T1106 TA0002 Native API
T1107 TA0005 File Deletion
T1108 TA0003,TA0005 Redundant Access
T1109 TA0003,TA0005 Component Firmware
T1110 TA0006 Brute Force | 001 Password Guessing | 002 Password Cracking | 003 Password Spraying | 004 Credential Stuffing
T1111 TA0006 Multi-Factor Authentication Interception
T1112 TA0003,TA0005 Modify Registry
T1113 TA0009 Screen Capture
T1114 TA0009 Email Collection | 001 Local Email Collection | 002 Remote Email Collection | 003 Email Forwarding Rule
T1115 TA0009 Clipboard Data
T1116 TA0005 Code Signing
T1117 TA0002,TA0005 Regsvr32
T1118 TA0002,TA0005 InstallUtil
T1119 TA0009 Automated Collection
T1120 TA0007 Peripheral Device Discovery
T1121 TA0002,TA0005 Regsvcs/Regasm
T1122 TA0003,TA0005 Component Object Model Hijacking
T1123 TA0009 Audio Capture
T1124 TA0007 System Time Discovery
T1125 TA0009 Video Capture
T1126 TA0005 Network Share Connection Removal
T1127 TA0005 Trusted Developer Utilities Proxy Execution | 001 MSBuild | 002 ClickOnce | 003 JamPlus
T1128 TA0003 Netsh Helper DLL
T1129 TA0002 Shared Modules
T1130 TA0005 Install Root Certificate
T1131 TA0003 Authentication Package
T1132 TA0011 Data Encoding | 001 Standard Encoding | 002 Non-Standard Encoding
T1133 TA0001,TA0003 External Remote Services
T1134 TA0004,TA0005 Access Token Manipulation | 001 Token Impersonation/Theft | 002 Create Process with Token | 003 Make and Impersonate Token | 004 Parent PID Spoofing | 005 SID-History Injection
T1135 TA0007 Network Share Discovery
T1136 TA0003 Create Account | 001 Local Account | 002 Domain Account | 003 Cloud Account
T1137 TA0003 Office Application Startup | 001 Office Template Macros | 002 Office Test | 003 Outlook Forms | 004 Outlook Home Page | 005 Outlook Rules | 006 Add-ins
T1138 TA0003,TA0004 Application Shimming
T1139 TA0006 Bash History
T1140 TA0005 Deobfuscate/Decode Files or Information
T1141 TA0006 Input Prompt
T1142 TA0006 Keychain
T1143 TA0005 Hidden Window
T1144 TA0005 Gatekeeper Bypass
T1145 TA0006 Private Keys
T1146 TA0005 Clear Command History
T1147 TA0005 Hidden Users
T1148 TA0005 HISTCONTROL
T1149 TA0005 LC_MAIN Hijacking
T1150 TA0003,TA0004,TA0005 Plist Modification
T1151 TA0002,TA0005 Space after Filename
T1152 TA0002,TA0003,TA0005 Launchctl
T1153 TA0002 Source
T1154 TA0002,TA0003 Trap
T1155 TA0002 AppleScript
T1156 TA0003 Malicious Shell Modification
T1157 TA0003,TA0004 Dylib Hijacking
T1158 TA0003,TA0005 Hidden Files and Directories
T1159 TA0003 Launch Agent
T1160 TA0003,TA0004 Launch Daemon
T1161 TA0003 LC_LOAD_DYLIB Addition
T1162 TA0003 Login Item
T1163 TA0003 Rc.common
T1164 TA0003 Re-opened Applications
T1165 TA0003,TA0004 Startup Items
T1166 TA0003,TA0004 Setuid and Setgid
T1167 TA0006 Securityd Memory
T1168 TA0002,TA0003 Local Job Scheduling
T1169 TA0004 Sudo
T1170 TA0002,TA0005 Mshta
T1171 TA0006 LLMNR/NBT-NS Poisoning and Relay
T1172 TA0011 Domain Fronting
T1173 TA0002 Dynamic Data Exchange
T1174 TA0006 Password Filter DLL
T1175 TA0002,TA0008 Component Object Model and Distributed COM
T1176 TA0003 Software Extensions | 001 Browser Extensions | 002 IDE Extensions
T1177 TA0002,TA0003 LSASS Driver
T1178 TA0004 SID-History Injection
T1179 TA0003,TA0004,TA0006 Hooking
T1180 TA0003 Screensaver
T1181 TA0004,TA0005 Extra Window Memory Injection
T1182 TA0003,TA0004 AppCert DLLs
T1183 TA0003,TA0004,TA0005 Image File Execution Options Injection
T1184 TA0008 SSH Hijacking
T1185 TA0009 Browser Session Hijacking
T1186 TA0005 Process Doppelgänging
T1187 TA0006 Forced Authentication
T1188 TA0011 Multi-hop Proxy
T1189 TA0001 Drive-by Compromise
T1190 TA0001 Exploit Public-Facing Application
T1191 TA0002,TA0005 CMSTP
T1192 TA0001 Spearphishing Link
T1193 TA0001 Spearphishing Attachment
T1194 TA0001 Spearphishing via Service
T1195 TA0001 Supply Chain Compromise | 001 Compromise Software Dependencies and Development Tools | 002 Compromise Software Supply Chain | 003 Compromise Hardware Supply Chain
T1196 TA0002,TA0005 Control Panel Items
T1197 TA0003,TA0005 BITS Jobs
T1198 TA0003,TA0005 SIP and Trust Provider Hijacking
T1199 TA0001 Trusted Relationship
T1200 TA0001 Hardware Additions
T1201 TA0007 Password Policy Discovery
T1202 TA0005 Indirect Command Execution
T1203 TA0002 Exploitation for Client Execution
T1204 TA0002 User Execution | 001 Malicious Link | 002 Malicious File | 003 Malicious Image | 004 Malicious Copy and Paste | 005 Malicious Library
T1205 TA0003,TA0005,TA0011 Traffic Signaling | 001 Port Knocking | 002 Socket Filters
T1206 TA0004 Sudo Caching
T1207 TA0005 Rogue Domain Controller
T1208 TA0006 Kerberoasting
T1209 TA0003 Time Providers
T1210 TA0008 Exploitation of Remote Services
T1211 TA0005 Exploitation for Defense Evasion
T1212 TA0006 Exploitation for Credential Access
T1213 TA0009 Data from Information Repositories | 001 Confluence | 002 Sharepoint | 003 Code Repositories | 004 Customer Relationship Management Software | 005 Messaging Applications | 006 Databases
T1214 TA0006 Credentials in Registry
T1215 TA0003 Kernel Modules and Extensions
T1216 TA0005 System Script Proxy Execution | 001 PubPrn | 002 SyncAppvPublishingServer
T1217 TA0007 Browser Information Discovery
T1218 TA0005 System Binary Proxy Execution | 001 Compiled HTML File | 002 Control Panel | 003 CMSTP | 004 InstallUtil | 005 Mshta | 007 Msiexec | 008 Odbcconf | 009 Regsvcs/Regasm | 010 Regsvr32 | 011 Rundll32 | 012 Verclsid | 013 Mavinject | 014 MMC | 015 Electron Applications
T1219 TA0011 Remote Access Tools | 001 IDE Tunneling | 002 Remote Desktop Software | 003 Remote Access Hardware
T1220 TA0005 XSL Script Processing
T1221 TA0005 Template Injection
T1222 TA0005 File and Directory Permissions Modification | 001 Windows File and Directory Permissions Modification | 002 Linux and Mac File and Directory Permissions Modification
T1223 TA0002,TA0005 Compiled HTML File
T1480 TA0005 Execution Guardrails | 001 Environmental Keying | 002 Mutual Exclusion
T1482 TA0007 Domain Trust Discovery
T1483 TA0011 Domain Generation Algorithms
T1484 TA0004,TA0005 Domain or Tenant Policy Modification | 001 Group Policy Modification | 002 Trust Modification
T1485 TA0040 Data Destruction | 001 Lifecycle-Triggered Deletion
T1486 TA0040 Data Encrypted for Impact
T1487 TA0040 Disk Structure Wipe
T1488 TA0040 Disk Content Wipe
T1489 TA0040 Service Stop
T1490 TA0040 Inhibit System Recovery
T1491 TA0040 Defacement | 001 Internal Defacement | 002 External Defacement
T1492 TA0040 Stored Data Manipulation
T1493 TA0040 Transmitted Data Manipulation
T1494 TA0040 Runtime Data Manipulation
T1495 TA0040 Firmware Corruption
T1496 TA0040 Resource Hijacking | 001 Compute Hijacking | 002 Bandwidth Hijacking | 003 SMS Pumping | 004 Cloud Service Hijacking
T1497 TA0005,TA0007 Virtualization/Sandbox Evasion | 001 System Checks | 002 User Activity Based Checks | 003 Time Based Checks
T1498 TA0040 Network Denial of Service | 001 Direct Network Flood | 002 Reflection Amplification
T1499 TA0040 Endpoint Denial of Service | 001 OS Exhaustion Flood | 002 Service Exhaustion Flood | 003 Application Exhaustion Flood | 004 Application or System Exploitation
T1500 TA0005 Compile After Delivery
T1501 TA0003 Systemd Service
T1502 TA0004,TA0005 Parent PID Spoofing
T1503 TA0006 Credentials from Web Browsers
T1504 TA0003,TA0004 PowerShell Profile
T1505 TA0003 Server Software Component | 001 SQL Stored Procedures | 002 Transport Agent | 003 Web Shell | 004 IIS Components | 005 Terminal Services DLL | 006 vSphere Installation Bundles
T1506 TA0005,TA0008 Web Session Cookie
T1514 TA0004 Elevated Execution with Prompt
T1518 TA0007 Software Discovery | 001 Security Software Discovery | 002 Backup Software Discovery
T1519 TA0003,TA0004 Emond
T1522 TA0006 Cloud Instance Metadata API
T1525 TA0003 Implant Internal Image
T1526 TA0007 Cloud Service Discovery
T1527 TA0005,TA0008 Application Access Token
T1528 TA0006 Steal Application Access Token
T1529 TA0040 System Shutdown/Reboot
T1530 TA0009 Data from Cloud Storage
T1531 TA0040 Account Access Removal
T1534 TA0008 Internal Spearphishing
T1535 TA0005 Unused/Unsupported Cloud Regions
T1536 TA0005 Revert Cloud Instance
T1537 TA0010 Transfer Data to Cloud Account
T1538 TA0007 Cloud Service Dashboard
T1539 TA0006 Steal Web Session Cookie
T1542 TA0003,TA0005 Pre-OS Boot | 001 System Firmware | 002 Component Firmware | 003 Bootkit | 004 ROMMONkit | 005 TFTP Boot
T1543 TA0003,TA0004 Create or Modify System Process | 001 Launch Agent | 002 Systemd Service | 003 Windows Service | 004 Launch Daemon | 005 Container Service
T1546 TA0003,TA0004 Event Triggered Execution | 001 Change Default File Association | 002 Screensaver | 003 Windows Management Instrumentation Event Subscription | 004 Unix Shell Configuration Modification | 005 Trap | 006 LC_LOAD_DYLIB Addition | 007 Netsh Helper DLL | 008 Accessibility Features | 009 AppCert DLLs | 010 AppInit DLLs | 011 Application Shimming | 012 Image File Execution Options Injection | 013 PowerShell Profile | 014 Emond | 015 Component Object Model Hijacking | 016 Installer Packages | 017 Udev Rules | 018 Python Startup Hooks
T1547 TA0003,TA0004 Boot or Logon Autostart Execution | 001 Registry Run Keys / Startup Folder | 002 Authentication Package | 003 Time Providers | 004 Winlogon Helper DLL | 005 Security Support Provider | 006 Kernel Modules and Extensions | 007 Re-opened Applications | 008 LSASS Driver | 009 Shortcut Modification | 010 Port Monitors | 011 Plist Modification | 012 Print Processors | 013 XDG Autostart Entries | 014 Active Setup | 015 Login Items
T1548 TA0004,TA0005 Abuse Elevation Control Mechanism | 001 Setuid and Setgid | 002 Bypass User Account Control | 003 Sudo and Sudo Caching | 004 Elevated Execution with Prompt | 005 Temporary Elevated Cloud Access | 006 TCC Manipulation
T1550 TA0005,TA0008 Use Alternate Authentication Material | 001 Application Access Token | 002 Pass the Hash | 003 Pass the Ticket | 004 Web Session Cookie
T1552 TA0006 Unsecured Credentials | 001 Credentials In Files | 002 Credentials in Registry | 003 Shell History | 004 Private Keys | 005 Cloud Instance Metadata API | 006 Group Policy Preferences | 007 Container API | 008 Chat Messages
T1553 TA0005 Subvert Trust Controls | 001 Gatekeeper Bypass | 002 Code Signing | 003 SIP and Trust Provider Hijacking | 004 Install Root Certificate | 005 Mark-of-the-Web Bypass | 006 Code Signing Policy Modification
T1554 TA0003 Compromise Host Software Binary
T1555 TA0006 Credentials from Password Stores | 001 Keychain | 002 Securityd Memory | 003 Credentials from Web Browsers | 004 Windows Credential Manager | 005 Password Managers | 006 Cloud Secrets Management Stores
T1556 TA0003,TA0005,TA0006 Modify Authentication Process | 001 Domain Controller Authentication | 002 Password Filter DLL | 003 Pluggable Authentication Modules | 004 Network Device Authentication | 005 Reversible Encryption | 006 Multi-Factor Authentication | 007 Hybrid Identity | 008 Network Provider DLL | 009 Conditional Access Policies
T1557 TA0006,TA0009 Adversary-in-the-Middle | 001 LLMNR/NBT-NS Poisoning and SMB Relay | 002 ARP Cache Poisoning | 003 DHCP Spoofing | 004 Evil Twin
T1558 TA0006 Steal or Forge Kerberos Tickets | 001 Golden Ticket | 002 Silver Ticket | 003 Kerberoasting | 004 AS-REP Roasting | 005 Ccache Files
T1559 TA0002 Inter-Process Communication | 001 Component Object Model | 002 Dynamic Data Exchange | 003 XPC Services
T1560 TA0009 Archive Collected Data | 001 Archive via Utility | 002 Archive via Library | 003 Archive via Custom Method
T1561 TA0040 Disk Wipe | 001 Disk Content Wipe | 002 Disk Structure Wipe
T1562 TA0005 Impair Defenses | 001 Disable or Modify Tools | 002 Disable Windows Event Logging | 003 Impair Command History Logging | 004 Disable or Modify System Firewall | 006 Indicator Blocking | 007 Disable or Modify Cloud Firewall | 008 Disable or Modify Cloud Logs | 009 Safe Mode Boot | 010 Downgrade Attack | 011 Spoof Security Alerting | 012 Disable or Modify Linux Audit System | 013 Disable or Modify Network Device Firewall
T1563 TA0008 Remote Service Session Hijacking | 001 SSH Hijacking | 002 RDP Hijacking
T1564 TA0005 Hide Artifacts | 001 Hidden Files and Directories | 002 Hidden Users | 003 Hidden Window | 004 NTFS File Attributes | 005 Hidden File System | 006 Run Virtual Instance | 007 VBA Stomping | 008 Email Hiding Rules | 009 Resource Forking | 010 Process Argument Spoofing | 011 Ignore Process Interrupts | 012 File/Path Exclusions | 013 Bind Mounts | 014 Extended Attributes
T1565 TA0040 Data Manipulation | 001 Stored Data Manipulation | 002 Transmitted Data Manipulation | 003 Runtime Data Manipulation
T1566 TA0001 Phishing | 001 Spearphishing Attachment | 002 Spearphishing Link | 003 Spearphishing via Service | 004 Spearphishing Voice
T1567 TA0010 Exfiltration Over Web Service | 001 Exfiltration to Code Repository | 002 Exfiltration to Cloud Storage | 003 Exfiltration to Text Storage Sites | 004 Exfiltration Over Webhook
T1568 TA0011 Dynamic Resolution | 001 Fast Flux DNS | 002 Domain Generation Algorithms | 003 DNS Calculation
T1569 TA0002 System Services | 001 Launchctl | 002 Service Execution | 003 Systemctl
T1570 TA0008 Lateral Tool Transfer
T1571 TA0011 Non-Standard Port
T1572 TA0011 Protocol Tunneling
T1573 TA0011 Encrypted Channel | 001 Symmetric Cryptography | 002 Asymmetric Cryptography
T1574 TA0003,TA0004,TA0005 Hijack Execution Flow | 001 DLL | 002 DLL Side-Loading | 004 Dylib Hijacking | 005 Executable Installer File Permissions Weakness | 006 Dynamic Linker Hijacking | 007 Path Interception by PATH Environment Variable | 008 Path Interception by Search Order Hijacking | 009 Path Interception by Unquoted Path | 010 Services File Permissions Weakness | 011 Services Registry Permissions Weakness | 012 COR_PROFILER | 013 KernelCallbackTable | 014 AppDomainManager
T1578 TA0005 Modify Cloud Compute Infrastructure | 001 Create Snapshot | 002 Create Cloud Instance | 003 Delete Cloud Instance | 004 Revert Cloud Instance | 005 Modify Cloud Compute Configurations
T1580 TA0007 Cloud Infrastructure Discovery
T1583 TA0042 Acquire Infrastructure | 001 Domains | 002 DNS Server | 003 Virtual Private Server | 004 Server | 005 Botnet | 006 Web Services | 007 Serverless | 008 Malvertising
T1584 TA0042 Compromise Infrastructure | 001 Domains | 002 DNS Server | 003 Virtual Private Server | 004 Server | 005 Botnet | 006 Web Services | 007 Serverless | 008 Network Devices
T1585 TA0042 Establish Accounts | 001 Social Media Accounts | 002 Email Accounts | 003 Cloud Accounts
T1586 TA0042 Compromise Accounts | 001 Social Media Accounts | 002 Email Accounts | 003 Cloud Accounts
T1587 TA0042 Develop Capabilities | 001 Malware | 002 Code Signing Certificates | 003 Digital Certificates | 004 Exploits
T1588 TA0042 Obtain Capabilities | 001 Malware | 002 Tool | 003 Code Signing Certificates | 004 Digital Certificates | 005 Exploits | 006 Vulnerabilities | 007 Artificial Intelligence
T1589 TA0043 Gather Victim Identity Information | 001 Credentials | 002 Email Addresses | 003 Employee Names
T1590 TA0043 Gather Victim Network Information | 001 Domain Properties | 002 DNS | 003 Network Trust Dependencies | 004 Network Topology | 005 IP Addresses | 006 Network Security Appliances
T1591 TA0043 Gather Victim Org Information | 001 Determine Physical Locations | 002 Business Relationships | 003 Identify Business Tempo | 004 Identify Roles
T1592 TA0043 Gather Victim Host Information | 001 Hardware | 002 Software | 003 Firmware | 004 Client Configurations
T1593 TA0043 Search Open Websites/Domains | 001 Social Media | 002 Search Engines | 003 Code Repositories
T1594 TA0043 Search Victim-Owned Websites
T1595 TA0043 Active Scanning | 001 Scanning IP Blocks | 002 Vulnerability Scanning | 003 Wordlist Scanning
T1596 TA0043 Search Open Technical Databases | 001 DNS/Passive DNS | 002 WHOIS | 003 Digital Certificates | 004 CDNs | 005 Scan Databases
T1597 TA0043 Search Closed Sources | 001 Threat Intel Vendors | 002 Purchase Technical Data
T1598 TA0043 Phishing for Information | 001 Spearphishing Service | 002 Spearphishing Attachment | 003 Spearphishing Link | 004 Spearphishing Voice
T1599 TA0005 Network Boundary Bridging | 001 Network Address Translation Traversal
T1600 TA0005 Weaken Encryption | 001 Reduce Key Space | 002 Disable Crypto Hardware
T1601 TA0005 Modify System Image | 001 Patch System Image | 002 Downgrade System Image
T1602 TA0009 Data from Configuration Repository | 001 SNMP (MIB Dump) | 002 Network Device Configuration Dump
T1606 TA0006 Forge Web Credentials | 001 Web Cookies | 002 SAML Tokens
T1608 TA0042 Stage Capabilities | 001 Upload Malware | 002 Upload Tool | 003 Install Digital Certificate | 004 Drive-by Target | 005 Link Target | 006 SEO Poisoning
T1609 TA0002 Container Administration Command
T1610 TA0002,TA0005 Deploy Container
T1611 TA0004 Escape to Host
T1612 TA0005 Build Image on Host
T1613 TA0007 Container and Resource Discovery
T1614 TA0007 System Location Discovery | 001 System Language Discovery
T1615 TA0007 Group Policy Discovery
T1619 TA0007 Cloud Storage Object Discovery
T1620 TA0005 Reflective Code Loading
T1621 TA0006 Multi-Factor Authentication Request Generation
T1622 TA0005,TA0007 Debugger Evasion
T1647 TA0005 Plist File Modification
T1648 TA0002 Serverless Execution
T1649 TA0006 Steal or Forge Authentication Certificates
T1650 TA0042 Acquire Access
T1651 TA0002 Cloud Administration Command
T1652 TA0007 Device Driver Discovery
T1653 TA0003 Power Settings
T1654 TA0007 Log Enumeration
T1656 TA0005 Impersonation
T1657 TA0040 Financial Theft
T1659 TA0001,TA0011 Content Injection
T1665 TA0011 Hide Infrastructure
T1666 TA0005 Modify Cloud Resource Hierarchy
T1667 TA0040 Email Bombing
T1668 TA0003 Exclusive Control
T1669 TA0001 Wi-Fi Networks
T1671 TA0003 Cloud Application Integration
T1672 TA0005 Email Spoofing
T1673 TA0007 Virtual Machine Discovery
T1674 TA0002 Input Injection
T1675 TA0002 ESXi Administration Command
T1677 TA0002 Poisoned Pipeline Execution
T1678 TA0005 Delay Execution
T1679 TA0005 Selective Exclusion
T1680 TA0007 Local Storage Discovery
T1681 TA0043 Search Threat Vendor Data
`;
