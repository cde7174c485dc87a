const express = require('express'); const crud = require('express-crud-router').default;
const jobs = []; for (let n = 1; n <= 60; n++) jobs.push({id: n, name: `job-${String(n).padStart(3,'0')}`, status: ['done','failed','running'][n%3], rank: n%7===0?null:n%5*3, created: `2024-01-${String(1+n%28).padStart(2,'0')}T00:00:00Z`});
const app = express();
app.use(crud('/jobs', {get: async ({filter, limit, offset, order}) => {
  const [key, way] = order[0];
  let rows = jobs.filter(j => Object.entries(filter).every(([k,v]) => j[k] === v));
  const cmp = (a,b) => { const x=a[key], y=b[key]; if (x===y) return a.id-b.id; if (x===null) return -1; if (y===null) return 1; return (x<y?-1:1); };
  rows.sort(cmp); if (way==='DESC') rows.reverse();
  return {rows: rows.slice(offset, offset+limit), count: rows.length};
}}));
app.listen(Number(process.argv[2]), '127.0.0.1');
