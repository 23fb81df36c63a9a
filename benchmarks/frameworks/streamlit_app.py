"""Огляд's main view in Streamlit: completion by theme, the overdue measures and three filters. See `../others.py`."""

from __future__ import annotations

import sys

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

sys.path.insert(0, __file__.rpartition("/")[0])
from view import ANY, FRAME, NAMES, bars, choices, late, narrow, sentence

st.set_page_config(layout="wide")


@st.cache_resource
def measures() -> pd.DataFrame:
    """The measures, read once for all readers."""
    return pd.read_pickle(FRAME)


frame = measures()
chosen = {name: st.radio(name, [ANY, *choices(frame, name)], horizontal=True) for name in NAMES}
rows = narrow(frame, chosen)
st.title(sentence(rows))
st.plotly_chart(go.Figure(bars(rows)), height=420)
st.dataframe(late(rows), hide_index=True)
