# One image for API, worker, migrations and the operator's commands: the command says which.
ARG NODE_VERSION=20.20.2

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node bin/generate-client.mjs && npm run build:web && npm prune --omit=dev --no-audit --no-fund
# Here, because the code below belongs to root: what is compiled at a start could not be kept.
RUN node bin/run.mjs bin/keep-bundle.ts

FROM node:${NODE_VERSION}-bookworm-slim
ENV NODE_ENV=production \
    TZ=UTC \
    MALLOC_ARENA_MAX=2 \
    NODE_OPTIONS=--max-semi-space-size=8 \
    HOST=0.0.0.0 \
    PORT=8080
WORKDIR /app
# Owned by root and run by another user: the process cannot change its own code.
COPY --from=build /app ./
# The list of erasures: a volume of its own, that the operator's commands write.
RUN install -d -o node -g node -m 0700 /var/lib/rinnalla/erasures
# The volume of the anchors takes its owner from here.
RUN mkdir /anchors && chown node:node /anchors
USER node
EXPOSE 8080
# For the worker docker-compose.yml names its own check.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 CMD ["node", "bin/healthcheck.mjs", "api"]
CMD ["node", "bin/run.mjs", "bin/api.ts"]
