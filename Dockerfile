# Python 3.13.16 on Debian trixie, of 9 October 2026, for all platforms. README.md says how to renew it.
FROM python:3.13-slim@sha256:70729b46c69b4f1e97c4822c1af3df53a1476cf5ddc6c087c0c10bc3a5678c2f AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
# "semantic" adds what runs a model of meaning; the model itself is fetched into the volume.
ARG EXTRAS=
WORKDIR /src
COPY requirements.lock requirements-semantic.lock .ci/build.lock ./
RUN python -m venv /opt/versus \
 && /opt/versus/bin/pip install --require-hashes --only-binary :all: -r "requirements${EXTRAS:+-$EXTRAS}.lock" \
 && python -m venv /opt/build \
 && /opt/build/bin/pip install --require-hashes --only-binary :all: -r build.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY knowledge knowledge
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
 && /opt/versus/bin/pip install --no-deps --no-index /wheels/*.whl \
 && /opt/versus/bin/python -m compileall -q /opt/versus/lib \
 && /opt/versus/bin/pip uninstall --yes pip

FROM python:3.13-slim@sha256:70729b46c69b4f1e97c4822c1af3df53a1476cf5ddc6c087c0c10bc3a5678c2f
ENV PATH=/opt/versus/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin versus \
 && install --directory --owner versus --group versus --mode 0750 /data
COPY --from=build /opt/versus /opt/versus
USER versus
# Everything the configuration names is relative to the working folder: config.toml, knowledge/ and data/ share the volume.
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-m", "bot", "health"]
CMD ["python", "-m", "bot", "run"]
