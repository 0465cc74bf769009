/**
 * What the instance does when it starts: packets of others are let through in its own name. The swap file comes first,
 * because 512 MiB are too few for the package manager.
 */
export const natInstanceUserData = `#!/bin/bash
set -euo pipefail
if [ ! -f /swapfile ]; then
  dd if=/dev/zero of=/swapfile bs=1M count=512
  chmod 600 /swapfile
  mkswap /swapfile
fi
swapon /swapfile
dnf install --assumeyes nftables
echo net.ipv4.ip_forward=1 > /etc/sysctl.d/90-nat.conf
sysctl --system
cat > /etc/sysconfig/nftables.conf <<'RULES'
flush ruleset
table ip nat {
  chain translated {
    type nat hook postrouting priority srcnat;
    masquerade
  }
}
RULES
systemctl enable --now nftables
`;
