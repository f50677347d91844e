# Stands in for nats:2.15.2-alpine where no registry can be reached.
# In the context: "nats-server".
FROM eagle-local/debian:bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends busybox \
 && rm -rf /var/lib/apt/lists/* \
 && ln -s busybox /bin/nc
COPY nats-server /usr/local/bin/nats-server
EXPOSE 4222
ENTRYPOINT ["/usr/local/bin/nats-server"]
