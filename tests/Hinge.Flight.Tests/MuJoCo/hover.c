/* A quadrotor as one free body of MuJoCo, as an independent check of Hinge's dynamics (specification, section 10).

   hover FILE reads numbers from a file: mass, inertia (xx yy zz xy xz yz), gravity (3), least and greatest command,
   four rotors (axis 3, torque per thrust 3, c0 c1 c2, rising and falling time constant), step in s, substeps of a
   step, steps of an episode, and the number of episodes. Each episode begins with the 23 numbers of a state: position,
   attitude (w x y z), velocity, angular velocity (body axes), rotors, outer force (world axes), outer torque (body
   axes).

   Open loop: after its state an episode brings four actions a step; its last 17 numbers are printed.
   Closed loop (compiled with HINGE_POLICY and linked with an exported policy.c): before the first state stand the bound
   of position, velocity and angular velocity, and the deviations of the observation noise of position, rotation,
   velocity and angular velocity; printed are, for each episode, the steps survived and the last distance. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <mujoco/mujoco.h>
#ifdef HINGE_POLICY
#include "policy.h"
#endif

enum { rotors = 4, state_count = 23 };

struct rotor { double axis[3], lever[3], c[3], rising, falling; };

static FILE *file;
static double mass, inertia[6], gravity[3], least, greatest, step;
static struct rotor rotor[rotors];
static int substeps, steps, episodes;
static double u[rotors], force[3], torque[3];
static mjModel *model;
static mjData *data;

static void fail(const char *what)
{
    fprintf(stderr, "error: %s\n", what);
    exit(1);
}

static void take(double *numbers, int count)
{
    int i;
    for (i = 0; i < count; i++)
        if (fscanf(file, "%lf", numbers + i) != 1)
            fail("the file ends early");
}

static double one(void)
{
    double number;
    take(&number, 1);
    return number;
}

static void build(void)
{
    static char xml[2000], error[1000];
    static mjVFS files;
    int length = snprintf(xml, sizeof xml,
        "<mujoco><option integrator='RK4' timestep='%.17g' gravity='%.17g %.17g %.17g'/><worldbody><body>"
        "<freejoint/><inertial pos='0 0 0' mass='%.17g' fullinertia='%.17g %.17g %.17g %.17g %.17g %.17g'/>"
        "</body></worldbody></mujoco>", step / substeps, gravity[0], gravity[1], gravity[2], mass, inertia[0],
        inertia[1], inertia[2], inertia[3], inertia[4], inertia[5]);
    mj_defaultVFS(&files);
    mj_makeEmptyFileVFS(&files, "body.xml", length);
    memcpy(files.filedata[0], xml, (size_t)length);
    model = mj_loadXML("body.xml", &files, error, (int)sizeof error);
    if (!model)
        fail(error);
    data = mj_makeData(model);
}

static void begin(void)
{
    double state[state_count];
    take(state, state_count);
    mj_resetData(model, data);
    memcpy(data->qpos, state, 7 * sizeof(double));
    memcpy(data->qvel, state + 7, 6 * sizeof(double));
    memcpy(u, state + 13, sizeof u);
    memcpy(force, state + 17, sizeof force);
    memcpy(torque, state + 20, sizeof torque);
}

/* The rotors after a time, by the exponential of their lag. */
static void lag(const double *setpoint, double time, double *after)
{
    int i;
    for (i = 0; i < rotors; i++) {
        double constant = setpoint[i] >= u[i] ? rotor[i].rising : rotor[i].falling;
        after[i] = setpoint[i] + (u[i] - setpoint[i]) * exp(-time / constant);
    }
}

/* The wrench is constant during a substep: that of its middle. */
static void substep(const double *setpoint)
{
    double h = step / substeps, middle[rotors], pull[3] = { 0, 0, 0 }, turn[3], attitude[4], world[6];
    int i, k;
    lag(setpoint, h / 2, middle);
    memcpy(turn, torque, sizeof turn);
    for (i = 0; i < rotors; i++) {
        double thrust = rotor[i].c[0] + middle[i] * (rotor[i].c[1] + middle[i] * rotor[i].c[2]);
        for (k = 0; k < 3; k++) {
            pull[k] += thrust * rotor[i].axis[k];
            turn[k] += thrust * rotor[i].lever[k];
        }
    }
    memcpy(attitude, data->qpos + 3, sizeof attitude);
    mju_quatIntegrate(attitude, data->qvel + 3, h / 2);
    mju_rotVecQuat(world, pull, attitude);
    mju_rotVecQuat(world + 3, turn, attitude);
    for (k = 0; k < 3; k++)
        world[k] += force[k];
    memcpy(data->xfrc_applied + 6, world, sizeof world);
    mj_step(model, data);
    lag(setpoint, h, middle);
    memcpy(u, middle, sizeof u);
}

static void move(const double *action)
{
    double setpoint[rotors];
    int i;
    for (i = 0; i < rotors; i++) {
        double a = action[i] < -1 ? -1 : action[i] > 1 ? 1 : action[i];
        setpoint[i] = least + (a + 1) / 2 * (greatest - least);
    }
    for (i = 0; i < substeps; i++)
        substep(setpoint);
    mju_normalize4(data->qpos + 3);
}

#ifdef HINGE_POLICY
static unsigned long long seed;

/* splitmix64, then Box and Muller. */
static double uniform(void)
{
    unsigned long long z = (seed += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return ((double)((z ^ (z >> 31)) >> 11) + 0.5) / 9007199254740992.0;
}

static double gaussian(void)
{
    double size = sqrt(-2 * log(uniform()));
    return size * cos(6.283185307179586 * uniform());
}

static int outside(const double *values, double bound)
{
    return !(fabs(values[0]) <= bound && fabs(values[1]) <= bound && fabs(values[2]) <= bound);
}

static void fly(int number, const double *bounds, const double *noise)
{
    float history[rotors * HINGE_POLICY_HISTORY + 1] = { 0 }, observation[HINGE_POLICY_INPUTS];
    int i, k, survived = 0;
    seed = (unsigned long long)number * 0x632be59bd9b4e019ull;
    for (i = 0; i < steps; i++) {
        float p[3], q[4], v[3], w[3], answer[rotors];
        double action[rotors];
        for (k = 0; k < 3; k++) {
            p[k] = (float)data->qpos[k];
            v[k] = (float)data->qvel[k];
            w[k] = (float)data->qvel[3 + k];
        }
        for (k = 0; k < 4; k++)
            q[k] = (float)data->qpos[3 + k];
        hinge_policy_observe(observation, p, q, v, w, history);
        for (k = 0; k < 18; k++)
            observation[k] += (float)(gaussian() * noise[k < 3 ? 0 : k < 12 ? 1 : k < 15 ? 2 : 3]);
        hinge_policy(observation, answer);
        hinge_policy_remember(history, answer);
        for (k = 0; k < rotors; k++)
            action[k] = answer[k];
        move(action);
        if (outside(data->qpos, bounds[0]) || outside(data->qvel, bounds[1]) || outside(data->qvel + 3, bounds[2]))
            break;
        survived++;
    }
    printf("%d %.9g\n", survived, mju_norm3(data->qpos));
}
#else
static void fly(void)
{
    double action[rotors];
    int i;
    for (i = 0; i < steps; i++) {
        take(action, rotors);
        move(action);
    }
    for (i = 0; i < 7; i++)
        printf("%.17g ", data->qpos[i]);
    for (i = 0; i < 6; i++)
        printf("%.17g ", data->qvel[i]);
    printf("%.17g %.17g %.17g %.17g\n", u[0], u[1], u[2], u[3]);
}
#endif

int main(int count, char **arguments)
{
    int i;
#ifdef HINGE_POLICY
    double bounds[3], noise[4];
#endif
    if (count != 2 || !(file = fopen(arguments[1], "r")))
        fail("expected a file of numbers");
    mass = one();
    take(inertia, 6);
    take(gravity, 3);
    least = one();
    greatest = one();
    for (i = 0; i < rotors; i++) {
        take(rotor[i].axis, 3);
        take(rotor[i].lever, 3);
        take(rotor[i].c, 3);
        rotor[i].rising = one();
        rotor[i].falling = one();
    }
    step = one();
    substeps = (int)one();
    steps = (int)one();
    episodes = (int)one();
    build();
#ifdef HINGE_POLICY
    take(bounds, 3);
    take(noise, 4);
    for (i = 0; i < episodes; i++) {
        begin();
        fly(i, bounds, noise);
    }
#else
    for (i = 0; i < episodes; i++) {
        begin();
        fly();
    }
#endif
    return 0;
}
