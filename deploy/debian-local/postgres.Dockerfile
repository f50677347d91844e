# Stands in for postgres:18 where no registry can be reached: the same variables, the same folder.
# In the context: "postgres" (the programs, as the npm package brings them), "entrypoint.sh".
FROM eagle-local/debian:bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends postgresql-client-15 \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 999 postgres \
 && useradd --uid 999 --gid postgres --home-dir /var/lib/postgresql postgres \
 && install -d -o postgres -g postgres -m 700 /var/lib/postgresql
COPY postgres /opt/postgres
COPY entrypoint.sh /usr/local/bin/entrypoint.sh
USER postgres
EXPOSE 5432
STOPSIGNAL SIGINT
ENTRYPOINT ["/usr/local/bin/entrypoint.sh"]
CMD ["postgres"]
