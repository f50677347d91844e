#!/bin/sh
# Health check of the message server, run inside of its container every few seconds.
#
# A server whose write found no space refuses every further one to that stream, also once there is
# space again: it has to be started again (docs/adr/0031-a-full-message-store.md). An engine does not
# end a container because it is unhealthy; so this check ends the server, process 1 here, as soon as
# its disk has room, and the restart policy starts it again.
set -u

# At least 64 MiB, or a twentieth of a small disk: as apps/cli/src/start/store-watch.ts.
has_room() {
  # File system, blocks of 1 KiB, used, free, ...
  set -- $(df -Pk /data | tail -n 1)
  [ "$4" -ge 65536 ] || [ $(($4 * 20)) -ge "$2" ]
}

answer=$(printf 'GET /healthz HTTP/1.0\r\n\r\n' | nc -w 3 127.0.0.1 8222)
case $answer in
  *' 200 OK'*) exit 0 ;;
  *' write error: '*)
    echo "$answer"
    # Never the first process of a machine.
    if [ "$(cat /proc/1/comm)" = nats-server ] && has_room; then
      echo 'There is room again: the message server is started again.'
      kill -s TERM 1
    fi
    ;;
  *) echo "${answer:-no answer}" ;;
esac
exit 1
