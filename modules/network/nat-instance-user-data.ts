/**
 * What the instance does when it starts: packets of others are let through in its own name. The swap file comes first,
 * because 512 MiB are too few for the package manager; that tries until it has its package, because an instance that was
 * faster than its address would be well by every check and translate nothing.
 */
export const natInstanceUserData = `#!/bin/bash
set -euo pipefail
if [ ! -f /swapfile ]; then
  dd if=/dev/zero of=/swapfile bs=1M count=512
  chmod 600 /swapfile
  mkswap /swapfile
fi
swapon /swapfile
until dnf install --assumeyes nftables; do sleep 5; done
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
