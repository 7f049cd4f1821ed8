"""Entry of the app in the browser: `streamlit run app.py`. Which pages there are, and nothing else."""

import streamlit as st

from annotator.model import InputError
from annotator.references import TablesError
from annotator.web import (
    adjudication_page,
    concordance_page,
    documents_page,
    focus,
    frame,
    insights_page,
    memory,
    review_page,
    session,
    who,
)
from annotator.web.i18n import _
from annotator.web.told import told
from annotator.web.wording import literal

st.set_page_config(page_title="annotator", layout="wide", initial_sidebar_state="collapsed")
pages = {
    "documents": st.Page(documents_page.page, title=_("Documents"), url_path="documents", default=True),
    "review": st.Page(review_page.page, title=_("Review"), url_path="review"),
    "concordance": st.Page(concordance_page.page, title=_("Concordance"), url_path="concordance"),
    "insights": st.Page(insights_page.page, title=_("Insights"), url_path="insights"),
    "adjudication": st.Page(adjudication_page.page, title=_("Adjudication"), url_path="adjudication"),
}
st.session_state["pages"] = pages
page = st.navigation(list(pages.values()), position="hidden")
frame.style()
try:
    if who.let_in(session.people):
        # The way to the review is open on its own page already while that is drawn for the first time.
        asked = st.query_params.get("doc", "") if page.url_path == "review" else ""
        frame.draw(pages, asked or session.last_document())
        page.run()
except (InputError, TablesError) as error:
    # A workspace or a table that cannot be read, say: one line, and nothing is touched.
    st.error(literal(told(str(error))))
memory.draw()
focus.draw(page.title)
