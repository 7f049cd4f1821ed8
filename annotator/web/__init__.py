"""The app in the browser: pages thin over the package. Only this room and `app.py` import Streamlit."""
