"""How long the games of Hypothesis are: short and always the same in the suite, long and by chance when asked."""

from hypothesis import HealthCheck, Phase, settings

SHORT = settings(
    max_examples=8,
    stateful_step_count=25,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
LONG = settings(max_examples=200, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck))
