const Koa = require('koa'); const { middleware } = require('koa-pagination');
const jobs = []; for (let n = 1; n <= 60; n++) jobs.push({id: n, name: `job-${String(n).padStart(3,'0')}`, status: ['done','failed','running'][n%3], rank: n%7===0?null:n%5*3, created: `2024-01-${String(1+n%28).padStart(2,'0')}T00:00:00Z`});
const app = new Koa(); app.silent = true;
app.use(middleware());
app.use(ctx => { if (ctx.path !== '/jobs') return; const {offset, limit} = ctx.pagination; ctx.body = jobs.slice(offset, offset + limit); ctx.pagination.length = jobs.length; });
app.listen(Number(process.argv[2]), '127.0.0.1');
