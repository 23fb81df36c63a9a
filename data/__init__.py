"""The ground of the product: records, SQL, frames and the documents themselves. Imports nothing of ours."""
