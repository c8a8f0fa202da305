/* Runs a policy on given observations and says what came out, as bit patterns. */
#include "policy.h"
#include "observations.h"

void check_say(const char *what, unsigned long value);
unsigned long check_instructions(const float *observation, float *action);
unsigned long check_stack(const float *observation, float *action);

void check_run(void);

void check_run(void)
{
    union { float number[4]; unsigned int bits[4]; } action;
    int i, k;
    check_say("test", (unsigned long)hinge_policy_test());
    for (i = 0; i < CHECK_COUNT; i++) {
        hinge_policy(check_observations + i * HINGE_POLICY_INPUTS, action.number);
        for (k = 0; k < 4; k++)
            check_say("action", action.bits[k]);
    }
    check_say("instructions", check_instructions(check_observations, action.number));
    check_say("stack", check_stack(check_observations, action.number));
    check_say("end", 0);
}
