"""The published lists that this program reads, as sources."""

from collections.abc import Mapping

from resource_finder.domain.offering import Source

SOURCES: Mapping[str, Source] = {
    "hrsa": Source(
        "hrsa-health-centers",
        "Health Resources and Services Administration",
        "Health Center Service Delivery and Look-Alike Sites",
        "https://data.hrsa.gov/data/download",
        licence="US Government work",
    ),
    "samhsa": Source(
        "samhsa-findtreatment",
        "SAMHSA",
        "FindTreatment.gov export",
        "https://findtreatment.gov/",
        licence="US Government work",
    ),
    "cms": Source(
        "cms-opioid-programs",
        "Centers for Medicare & Medicaid Services",
        "Opioid Treatment Program Providers",
        "https://data.cms.gov/",
        licence="US Government work",
    ),
    "hud": Source(
        "hud-housing-authorities",
        "U.S. Department of Housing and Urban Development",
        "Public Housing Authorities",
        "https://hudgis-hud.opendata.arcgis.com/",
        licence="US Government work",
    ),
    "va": Source(
        "va-facilities",
        "U.S. Department of Veterans Affairs",
        "VA facilities",
        "https://www.va.gov/find-locations/",
        licence="US Government work",
    ),
}
