"""What names, titles and abstracts are made of."""

from __future__ import annotations

AGENCIES = {
    "Department of Defense": ("Air Force", "Army", "Navy", "Defense Advanced Research Agency"),
    "Department of Health and Human Services": ("National Institutes of Health", "Food Safety"),
    "Department of Energy": ("Office of Science", ""),
    "National Aeronautics and Space Administration": ("",),
    "National Science Foundation": ("",),
    "Department of Agriculture": ("",),
    "Department of Commerce": ("Oceans and Atmosphere", "Standards and Technology"),
    "Environmental Protection Agency": ("",),
}
PHASES = ("Phase I", "Phase I", "Phase I", "Phase II", "Phase II", "Phase III")
STATES = ("AZ", "CA", "CO", "FL", "GA", "MA", "MD", "NM", "NY", "OH", "PA", "TX", "VA", "WA")
CITIES = ("Ashford", "Brightwater", "Cedar Falls", "Dunmore", "Eastlake", "Fairhaven", "Glenrock")
STREETS = ("Main St", "Oak Ave", "Research Pkwy", "Innovation Dr", "Harbor Rd", "Mill Ln")
FIRST = ("Alex", "Bruno", "Chidi", "Dana", "Elif", "Farah", "Goran", "Hana", "Inés", "Jonas")
LAST = ("Abbott", "Bäcker", "Castillo", "Dubois", "Eriksen", "Fischer", "Gómez", "Haddad", "Ito")
TITLES = ("Dr.", "President", "CEO", "Chief Scientist", "Contracts Manager", "Senior Engineer")

COMPANY_HEADS = (
    "Apex", "Boreal", "Cobalt", "Delta", "Ember", "Fathom", "Granite", "Helix", "Ion", "Juniper",
    "Keystone", "Lumen", "Meridian", "Nimbus", "Orbit", "Pioneer", "Quantum", "Ridge", "Sable",
    "Tundra", "Umbra", "Vector", "Wavelength", "Xenon", "Yarrow", "Zephyr", "Café", "Söhne",
)  # fmt: skip
COMPANY_MIDDLES = (
    "Photonics", "Robotics", "Biosciences", "Materials", "Sensors", "Dynamics", "Analytics",
    "Aerospace", "Therapeutics", "Systems", "Networks", "Energy", "Optics", "Genomics",
)  # fmt: skip
COMPANY_TAILS = ("Inc.", "LLC", "Corporation", "Co.", "Ltd.", "& Sons, Inc.", "Labs, LLC")
INSTITUTION_HEADS = ("University of", "Institute of Technology at", "State College of")
PLACES = ("Ashford", "Belmont", "Carrow", "Dunmore", "Elmira", "Franconia", "Gävle", "Hollis")

TITLE_ADJECTIVES = (
    "Adaptive", "Low-Power", "Autonomous", "High-Temperature", "Miniature", "Scalable", "Novel",
    "Real-Time", "Radiation-Hardened", "Bio-Inspired", "Wideband", "Self-Healing",
)  # fmt: skip
TITLE_NOUNS = (
    "Sensor Array", "Laser Diode", "Coating", "Drug Delivery System", "Battery", "Antenna",
    "Imaging Platform", "Control Software", "Catalyst", "Composite", "Assay", "Power Converter",
)  # fmt: skip
TITLE_ENDS = (
    "for Naval Platforms", "for Rural Health Care", "for Deep Space", "for Precision Farming",
    "with Machine Learning", "under Extreme Loads", "for Early Detection", "at Low Cost",
)  # fmt: skip
ABSTRACT_WORDS = (
    "the", "proposed", "effort", "will", "develop", "a", "prototype", "that", "measures",
    "temperature", "and", "pressure", "with", "improved", "accuracy", "under", "field",
    "conditions", "while", "cost", "of", "production", "falls", "by", "half", "results", "from",
    "preceding", "work", "show", "feasibility", "partners", "evaluate", "samples", "during",
    "second", "year", "commercial", "applications", "include", "energy", "medicine", "transport",
    "sensors", "algorithms", "materials", "tests", "design", "manufacturing", "reliability",
)  # fmt: skip
