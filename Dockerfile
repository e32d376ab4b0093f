# docker build -t lagniappe . && docker run -p 8000:8000 -v lagniappe:/data lagniappe
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE NOTICE ./
COPY lagniappe lagniappe
RUN python -m venv /opt/lagniappe \
    && /opt/lagniappe/bin/pip install --no-cache-dir --no-compile -c constraints.txt ".[postgres]"

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Lagniappe" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/lagniappe /opt/lagniappe
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin lagniappe \
    && install -d -o lagniappe -g lagniappe -m 0700 /data
ENV PATH=/opt/lagniappe/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    LAGNIAPPE_DATA_DIR=/data \
    LAGNIAPPE_HOST=0.0.0.0 \
    LAGNIAPPE_LOG_FORMAT=json
USER lagniappe
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", \
    "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ.get('LAGNIAPPE_PORT', '8000') + '/healthz', timeout=4)"]
CMD ["lagniappe", "serve"]
